using TaskScheduler.Benchmarks.Report;

namespace TaskScheduler.Benchmarks.Stored;

/// <summary>What one start with everything stored came to.</summary>
/// <param name="FirstRun">From process start to the first run of all; null when there was none in time.</param>
/// <param name="FirstOnTime">From process start to the first run that its due instant, and not the start, made begin.</param>
internal sealed record StoredResult(TimeSpan? FirstRun, TimeSpan? FirstOnTime, double LoadedMb, double IdleMb, double IdleCpu)
{
    // What starts later after its due instant than this was waiting for the process, not for its time.
    private static readonly TimeSpan onTime = TimeSpan.FromMilliseconds(250);

    /// <param name="starts">What the process started.</param>
    public static StoredResult Of(DateTimeOffset processStart, IReadOnlyCollection<Start> starts, double loadedMb, double idleMb, double idleCpu) =>
        new(First(processStart, starts), First(processStart, starts.Where(start => start.Late <= onTime)), loadedMb, idleMb, idleCpu);

    public static string[] Cells(string name, IReadOnlyList<StoredResult> results) =>
    [
        name,
        Seconds(results.Select(result => result.FirstRun)),
        Seconds(results.Select(result => result.FirstOnTime)),
        Spread.Of(results.Select(result => result.LoadedMb)).Say("0"),
        Spread.Of(results.Select(result => result.IdleMb)).Say("0"),
        Spread.Of(results.Select(result => result.IdleCpu * 100)).Say("0.00"),
    ];

    private static TimeSpan? First(DateTimeOffset processStart, IEnumerable<Start> starts) =>
        starts.Select(start => (TimeSpan?)(start.StartedAt - processStart)).Min();

    private static string Seconds(IEnumerable<TimeSpan?> spans) =>
        spans.ToList() is var all && all.Contains(null) ? "not in time" : Spread.Of(all.Select(span => span!.Value.TotalSeconds)).Say("0.0");
}
