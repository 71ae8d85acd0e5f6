using TaskScheduler.Benchmarks.Report;

namespace TaskScheduler.Benchmarks.Punctuality;

/// <summary>How late the occurrences of one measurement were.</summary>
/// <param name="Recorded">How many are in the database with their outcome; null where it keeps none.</param>
internal sealed record PunctualityResult(int Expected, long? Recorded, IReadOnlyList<double> LateMs)
{
    private const double OnTimeMs = 50;

    public static PunctualityResult Of(Starts starts, DateTimeOffset from, DateTimeOffset to, int expected, long? recorded) =>
        new(expected, recorded, [.. starts.All.Where(start => start.DueAt >= from && start.DueAt < to).Select(start => start.Late.TotalMilliseconds).Order()]);

    public string[] Cells(string name) =>
    [
        name,
        $"{(double)LateMs.Count(late => late <= OnTimeMs) / Expected:0.00 %}",
        $"{Spread.Percentile(LateMs, 0.5):0.0}",
        $"{Spread.Percentile(LateMs, 0.99):0.0}",
        $"{LateMs[^1]:0.0}",
        $"{LateMs.Count(late => late < 0):N0}",
        $"{Expected:N0}",
        $"{LateMs.Count:N0}",
        Recorded is { } recorded ? $"{recorded:N0}" : "keeps none",
    ];
}
