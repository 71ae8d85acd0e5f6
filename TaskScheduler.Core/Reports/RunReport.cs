namespace TaskScheduler.Core.Reports;

/// <summary>What became of the runs that ended in a period.</summary>
/// <param name="Tasks">Those with the most failures first, then those with the most runs; see <see cref="TaskCount"/>.</param>
/// <param name="TaskCount">How many tasks had runs: may be more than are listed.</param>
/// <param name="Failures">The most frequent first; at most a few dozen.</param>
public sealed record RunReport(ReportPeriod Period, RunFigures Total, IReadOnlyList<TaskFigures> Tasks, int TaskCount, IReadOnlyList<FailureFigures> Failures, DateTimeOffset MadeAt);

/// <summary>The runs of one task, or of all.</summary>
/// <param name="Durations">Null when none has started.</param>
/// <param name="Lateness">Of first attempts; null when there was none.</param>
public sealed record RunFigures(OutcomeCounts Outcomes, Spread? Durations, Spread? Lateness);

/// <summary>The runs of one task.</summary>
/// <param name="Title">As it is now, or was when it last ran.</param>
public sealed record TaskFigures(Guid TaskId, string Title, string Type, RunFigures Figures);

/// <summary>How many runs ended in which way; a row that stands for many missed occurrences counts as many.</summary>
public sealed record OutcomeCounts(long Succeeded, long Failed, long TimedOut, long Cancelled, long Skipped, long Missed, long DeadLettered)
{
    public long Runs => Succeeded + Failures + Cancelled + Skipped + Missed;

    public long Failures => Failed + TimedOut + DeadLettered;

    public static OutcomeCounts operator +(OutcomeCounts one, OutcomeCounts other) => new(
        one.Succeeded + other.Succeeded,
        one.Failed + other.Failed,
        one.TimedOut + other.TimedOut,
        one.Cancelled + other.Cancelled,
        one.Skipped + other.Skipped,
        one.Missed + other.Missed,
        one.DeadLettered + other.DeadLettered);
}

/// <summary>How lengths of time are spread, in ms. A percentile is the smallest length that so many of a hundred don't exceed, within 3.2 %; see <see cref="Metrics.Rollups.LengthHistogram"/>.</summary>
public sealed record Spread(long Average, long P50, long P95, long Max);

/// <summary>Failures of one task with one error.</summary>
public sealed record FailureFigures(Guid TaskId, string Title, string Error, long Count, DateTimeOffset LastAt);
