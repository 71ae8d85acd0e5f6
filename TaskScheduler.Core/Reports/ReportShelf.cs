using System.Collections.Concurrent;

namespace TaskScheduler.Core.Reports;

/// <summary>
/// Keeps the last few reports: one over many runs takes longer than a page should. Whoever asks again within a minute is given the
/// last one at once, while it is made anew beside; it says when it was made.
/// </summary>
public sealed class ReportShelf(ReportReader reader, TimeProvider time)
{
    /// <summary>Up to which age a report is as good as new.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    /// <summary>Up to which age a report is given out that is made anew meanwhile.</summary>
    public static readonly TimeSpan Served = TimeSpan.FromMinutes(1);

    private const int Kept = 8;

    private readonly ConcurrentDictionary<ReportPeriod, RunReport> reports = new();
    private readonly ConcurrentDictionary<ReportPeriod, bool> making = new();

    public async Task<RunReport> ReadAsync(ReportPeriod period, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!reports.TryGetValue(period, out var kept) || kept.MadeAt > now || now - kept.MadeAt >= Served)
            return Keep(await reader.ReadAsync(period, cancellationToken));
        if (now - kept.MadeAt >= Fresh && making.TryAdd(period, true))
            _ = MakeAgainAsync(period);
        return kept;
    }

    private async Task MakeAgainAsync(ReportPeriod period)
    {
        try
        {
            Keep(await reader.ReadAsync(period, CancellationToken.None));
        }
        catch (Exception)
        {
            // Nobody waits for it; the next one who asks makes it for themselves, and is told what is wrong.
            reports.TryRemove(period, out _);
        }
        finally
        {
            making.TryRemove(period, out _);
        }
    }

    private RunReport Keep(RunReport made)
    {
        reports[made.Period] = made;
        while (reports.Count > Kept && reports.Values.MinBy(report => report.MadeAt) is { } oldest)
            reports.TryRemove(oldest.Period, out _);
        return made;
    }
}
