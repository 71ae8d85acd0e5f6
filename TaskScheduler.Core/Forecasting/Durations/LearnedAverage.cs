namespace TaskScheduler.Core.Forecasting.Durations;

/// <summary>
/// How long runs of a task take on average: the plain mean of the first ones, then each new run counts an eighth, as for the
/// smoothed round trip time of RFC 6298 §2. After a change for good, 93 % of it has arrived within 20 runs (1 − (7/8)²⁰).
/// </summary>
/// <param name="Runs">How many it was learned from.</param>
/// <param name="Microseconds">The average.</param>
internal readonly record struct LearnedAverage(long Runs, long Microseconds)
{
    /// <summary>From this many runs on the oldest ones fade.</summary>
    public const int FadesAfter = 8;

    /// <summary>The average with one more run.</summary>
    public LearnedAverage With(long microseconds)
    {
        var runs = Runs + 1;
        var weight = Math.Min(runs, FadesAfter);
        var moved = (double)(microseconds - Microseconds) / weight;
        return new(runs, Microseconds + (long)Math.Round(moved));
    }
}
