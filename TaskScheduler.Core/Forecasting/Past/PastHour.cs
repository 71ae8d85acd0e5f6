using TaskScheduler.Core.Forecasting.Model;

namespace TaskScheduler.Core.Forecasting.Past;

/// <summary>What the scheduled times of the past hour took and were predicted to take, in memory, by Unix second.</summary>
internal sealed class PastHour
{
    private const int SecondsInMinute = 60;
    private const double Percent = 100;

    private readonly Lock gate = new();
    private readonly Dictionary<long, Load> actual = [];
    private readonly Dictionary<long, Load> predicted = [];

    /// <param name="stored">As it was read some time ago: what is newer stays.</param>
    public void PutActual(long second, Load load, bool stored = false)
    {
        lock (gate)
            if (!stored || !actual.ContainsKey(second))
                actual[second] = load;
    }

    public void PutPredicted(long second, Load load)
    {
        lock (gate)
            predicted[second] = load;
    }

    /// <param name="minute">Its first second, which has an entry when its minute was predicted.</param>
    public bool WasPredicted(long minute)
    {
        lock (gate)
            return predicted.ContainsKey(minute);
    }

    public void Forget(long before)
    {
        lock (gate)
        {
            foreach (var old in actual.Keys.Where(second => second < before).ToList())
                actual.Remove(old);
            foreach (var old in predicted.Keys.Where(second => second < before - SecondsInMinute).ToList())
                predicted.Remove(old);
        }
    }

    /// <summary>From one second to another, both included.</summary>
    public IReadOnlyList<PastPoint> Points(long from, long to)
    {
        lock (gate)
            return [.. actual.Keys.Concat(predicted.Where(one => one.Value.Tasks > 0).Select(one => one.Key)).Distinct()
                .Where(second => second >= from && second <= to).Order().Select(Point)];
    }

    /// <param name="to">The beginning of the first minute that is not over.</param>
    public ForecastError? Error(long from, long to)
    {
        lock (gate)
        {
            var minutes = predicted.Keys.Select(Minute).Distinct().Where(minute => minute >= from && minute < to).ToHashSet();
            var was = ByMinute(actual);
            var expected = ByMinute(predicted);
            var took = minutes.Sum(was.GetValueOrDefault);
            var off = minutes.Sum(minute => Math.Abs(was.GetValueOrDefault(minute) - expected.GetValueOrDefault(minute)));
            return took == 0 ? null : new(Percent * off / took, Load.Milliseconds(minutes.Sum(expected.GetValueOrDefault)), Load.Milliseconds(took), minutes.Count);
        }
    }

    private static long Minute(long second) => second - (second % SecondsInMinute);

    private static Dictionary<long, long> ByMinute(Dictionary<long, Load> loads) =>
        loads.GroupBy(load => Minute(load.Key)).ToDictionary(minute => minute.Key, minute => minute.Sum(load => load.Value.Compute));

    private PastPoint Point(long second)
    {
        var was = actual.GetValueOrDefault(second);
        Load? expected = predicted.ContainsKey(Minute(second)) ? predicted.GetValueOrDefault(second) : null;
        return new(DateTimeOffset.FromUnixTimeSeconds(second), was.Tasks, was.ComputeMs, expected?.Tasks, expected?.ComputeMs);
    }
}
