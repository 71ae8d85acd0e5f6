namespace TaskScheduler.Core.Forecasting.Model;

/// <summary>
/// The load of each second of the next three hours, and a minute more, so that time passes without a look at every schedule.
/// Due instants are whole seconds, so this is all there can be, however many tasks and schedules there are: 10,860 sums in a ring.
/// </summary>
internal sealed class LoadTotals
{
    private readonly Load[] loads;

    public LoadTotals() => loads = new Load[Length];

    private LoadTotals(LoadTotals other) => (loads, First) = ([.. other.loads], other.First);

    /// <summary>In seconds.</summary>
    public static int Length { get; } = (int)(Forecast.Ahead + TimeSpan.FromMinutes(1)).TotalSeconds;

    /// <summary>The first second it holds, in Unix seconds.</summary>
    public long First { get; private set; }

    /// <summary>The last second it holds.</summary>
    public long Last => First + Length - 1;

    public Load this[long second] => Holds(second) ? loads[second % Length] : default;

    public bool Holds(long second) => second >= First && second <= Last;

    /// <param name="second">One that it holds.</param>
    public void Add(long second, Load load) => loads[second % Length] += load;

    /// <summary>Makes it begin later; the seconds that it holds then and did not before are empty.</summary>
    public void MoveTo(long first)
    {
        if (first - First >= Length || first < First)
            Array.Clear(loads);
        else
            for (var passed = First; passed < first; passed++)
                loads[passed % Length] = default;
        First = first;
    }

    public LoadTotals Copy() => new(this);

    /// <summary>The seconds at which something is due, from one to another, both included, in order.</summary>
    public IEnumerable<(long Second, Load Load)> Between(long first, long last)
    {
        for (var second = Math.Max(first, First); second <= Math.Min(last, Last); second++)
            if (loads[second % Length] is { Tasks: > 0 } load)
                yield return (second, load);
    }
}
