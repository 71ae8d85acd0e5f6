namespace TaskScheduler.Core.Metrics.Ranking;

/// <summary>By which figure tasks are sorted.</summary>
public enum RankingOrder
{
    Count,
    FailureRate,

    /// <summary>The length that 95 of a hundred runs don't exceed.</summary>
    Duration,

    /// <summary>All that their runs took together.</summary>
    TotalTime,

    /// <summary>The lateness that 95 of a hundred runs don't exceed.</summary>
    Lateness,
}

/// <summary>Which tasks to list, over which window.</summary>
/// <param name="Page">From 1.</param>
/// <param name="PageSize">1 to 500.</param>
public sealed record RankingQuery(MetricsWindow Window = MetricsWindow.Day, int Page = 1, int PageSize = 25)
{
    public RankingOrder Order { get; init; } = RankingOrder.Count;

    /// <summary>The least first; else the greatest.</summary>
    public bool Ascending { get; init; }

    /// <summary>Found in the title of the task as it is now, without regard to case (of ASCII letters); tasks that were deleted are then left out.</summary>
    public string? Search { get; init; }

    /// <summary>The type of the task as it is now; tasks that were deleted are then left out.</summary>
    public string? Type { get; init; }
}

/// <summary>The figures of one task among others, as of a moment ago. Lengths of time in ms.</summary>
/// <param name="Title">As it is now; null when the task was deleted.</param>
/// <param name="Type">The same.</param>
public sealed record RankedTask(Guid TaskId, string? Title, string? Type, TaskFigures Figures)
{
    /// <summary>The share of those that failed among those that succeeded or failed, 0 to 1; null when there is none of either.</summary>
    public double? FailureRate => Figures.Succeeded + Figures.Failures is var judged and > 0 ? (double)Figures.Failures / judged : null;
}

/// <summary>A page of tasks, sorted by a figure.</summary>
/// <param name="MadeAt">As of when the figures are; null when they have not been put together yet.</param>
public sealed record RankingPage(PageOf<RankedTask> Tasks, DateTimeOffset? MadeAt);
