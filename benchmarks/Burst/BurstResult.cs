namespace TaskScheduler.Benchmarks.Burst;

/// <summary>What one burst came to; both spans count from the due instant.</summary>
/// <param name="Early">How many started before their due instant.</param>
internal sealed record BurstResult(int Runs, TimeSpan LastStarted, TimeSpan LastRecorded, int Early)
{
    public double PerSecond => Runs / LastRecorded.TotalSeconds;

    public static BurstResult Of(Starts starts, TimeSpan lastRecorded) => new(
        starts.Count,
        starts.All.Max(start => start.Late),
        lastRecorded,
        starts.All.Count(start => start.Late < TimeSpan.Zero));
}
