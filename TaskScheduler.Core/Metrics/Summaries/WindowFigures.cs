using TaskScheduler.Core.Metrics.Rollups;
using TaskScheduler.Core.Runs;

namespace TaskScheduler.Core.Metrics.Summaries;

/// <summary>What the runs of a window came to.</summary>
/// <param name="Count">How many ended, missed occurrences each by itself.</param>
/// <param name="Failures">Failed, timed out or dead letters.</param>
/// <param name="NotCarriedThrough">Cancelled, skipped or missed.</param>
/// <param name="SuccessRate">The share of those that succeeded among those that succeeded or failed, 0 to 1; null when there is none of either.</param>
/// <param name="Elapsed">How long last attempts took; null when none was started.</param>
/// <param name="Lateness">How late runs started that were started once; null when there is none.</param>
public sealed record WindowFigures(long Count, long Succeeded, long Failures, long NotCarriedThrough, long Retries, double? SuccessRate, LengthFigures? Elapsed, LengthFigures? Lateness)
{
    /// <summary>How many ended in which way; only those that occur.</summary>
    public IReadOnlyDictionary<RunState, long> Outcomes { get; init; } = new Dictionary<RunState, long>();

    internal static WindowFigures Of(RunTally tally) => new(
        tally.Count, tally.Succeeded, tally.Failures, tally.NotCarriedThrough, tally.Retries, tally.SuccessRate, LengthFigures.Of(tally.Elapsed), LengthFigures.Of(tally.Lateness))
    {
        Outcomes = Enum.GetValues<RunState>().Where(state => state.HasEnded() && tally.Of(state) > 0).ToDictionary(state => state, tally.Of),
    };
}

/// <summary>Lengths of time in ms. Average, longest and total are exact; percentiles are within <see cref="LengthHistogram.RelativeError"/>.</summary>
public sealed record LengthFigures(long Average, long P50, long P95, long P99, long Max, long Total)
{
    private const int Median = 50;
    private const int High = 95;
    private const int Highest = 99;

    internal static LengthFigures? Of(LengthHistogram lengths) => lengths.Average is { } average
        ? new(average, lengths.Percentile(Median)!.Value, lengths.Percentile(High)!.Value, lengths.Percentile(Highest)!.Value, lengths.Max, lengths.Sum)
        : null;
}

/// <summary>A part of a window, for a chart.</summary>
/// <param name="From">Its first instant; where it ends, the next begins.</param>
public sealed record WindowPoint(DateTimeOffset From, long Succeeded, long Failures, long NotCarriedThrough);

/// <summary>The figures of the runs of one task type.</summary>
public sealed record TypeFigures(string Type, WindowFigures Figures);

/// <summary>The figures of all runs, and by task type.</summary>
/// <param name="Types">Those with the most runs first.</param>
/// <param name="From">Where the window begins.</param>
/// <param name="Until">When this was read, which is where it ends.</param>
/// <param name="Complete">Whether runs of the past are all counted; they are not for a while after this version was started for the first time.</param>
public sealed record TypeSummary(MetricsWindow Window, DateTimeOffset From, DateTimeOffset Until, WindowFigures All, IReadOnlyList<TypeFigures> Types, IReadOnlyList<WindowPoint> Points, bool Complete);

/// <summary>The figures of one task.</summary>
/// <param name="Title">As it is now, or was when it last ran.</param>
/// <param name="Exists">Whether the task is still there.</param>
public sealed record TaskSummary(MetricsWindow Window, DateTimeOffset From, DateTimeOffset Until, Guid TaskId, string Title, bool Exists, WindowFigures Figures, IReadOnlyList<WindowPoint> Points, bool Complete);
