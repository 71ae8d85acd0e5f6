namespace TaskScheduler.Benchmarks.Stored;

/// <summary>Instants, one each second, that start before a process does and go on until it has loaded whatever there is to load.</summary>
internal sealed class SoonDue(DateTimeOffset first)
{
    private const int Count = 25;

    /// <summary>They start when what stores them has ended.</summary>
    public static SoonDue InAMoment() => new(DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 5));

    public IEnumerable<DateTimeOffset> Instants => Enumerable.Range(0, Count).Select(number => first.AddSeconds(number));

    public DateTimeOffset Last => first.AddSeconds(Count - 1);
}
