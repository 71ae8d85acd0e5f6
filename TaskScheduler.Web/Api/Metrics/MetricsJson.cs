using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Metrics.Ranking;
using TaskScheduler.Core.Metrics.Summaries;

namespace TaskScheduler.Web.Api.Metrics;

/// <summary>What runs came to, as other programs see it. Lengths of time are in ms, and null where there is none; rates are from 0 to 1.</summary>
public sealed record FiguresJson
{
    public required long Count { get; init; }

    public required long Succeeded { get; init; }

    public required long Failures { get; init; }

    /// <summary>Cancelled, skipped or missed.</summary>
    public required long NotCarriedThrough { get; init; }

    public required long Retries { get; init; }

    public required double? SuccessRate { get; init; }

    public required long? AverageElapsedMs { get; init; }

    public required long? P50ElapsedMs { get; init; }

    public required long? P95ElapsedMs { get; init; }

    public required long? P99ElapsedMs { get; init; }

    public required long? MaxElapsedMs { get; init; }

    public required long TotalElapsedMs { get; init; }

    public required long? AverageLatenessMs { get; init; }

    public required long? P95LatenessMs { get; init; }

    public required long? MaxLatenessMs { get; init; }

    public static FiguresJson Of(WindowFigures figures) => new()
    {
        Count = figures.Count,
        Succeeded = figures.Succeeded,
        Failures = figures.Failures,
        NotCarriedThrough = figures.NotCarriedThrough,
        Retries = figures.Retries,
        SuccessRate = figures.SuccessRate,
        AverageElapsedMs = figures.Elapsed?.Average,
        P50ElapsedMs = figures.Elapsed?.P50,
        P95ElapsedMs = figures.Elapsed?.P95,
        P99ElapsedMs = figures.Elapsed?.P99,
        MaxElapsedMs = figures.Elapsed?.Max,
        TotalElapsedMs = figures.Elapsed?.Total ?? 0,
        AverageLatenessMs = figures.Lateness?.Average,
        P95LatenessMs = figures.Lateness?.P95,
        MaxLatenessMs = figures.Lateness?.Max,
    };

    public static FiguresJson Of(TaskFigures figures) => new()
    {
        Count = figures.Count,
        Succeeded = figures.Succeeded,
        Failures = figures.Failures,
        NotCarriedThrough = figures.Count - figures.Succeeded - figures.Failures,
        Retries = figures.Retries,
        SuccessRate = figures.Succeeded + figures.Failures is var judged and > 0 ? (double)figures.Succeeded / judged : null,
        AverageElapsedMs = figures.AverageMs,
        P50ElapsedMs = figures.P50Ms,
        P95ElapsedMs = figures.P95Ms,
        P99ElapsedMs = figures.P99Ms,
        MaxElapsedMs = figures.MaxMs,
        TotalElapsedMs = figures.TotalMs,
        AverageLatenessMs = figures.LateAverageMs,
        P95LatenessMs = figures.LateP95Ms,
        MaxLatenessMs = figures.LateMaxMs,
    };
}

/// <summary>A part of a window.</summary>
/// <param name="From">Its first instant; where it ends, the next begins.</param>
public sealed record PointJson(DateTimeOffset From, long Succeeded, long Failures, long NotCarriedThrough);

/// <summary>The figures of a task type.</summary>
public sealed record TypeFiguresJson(string Type, FiguresJson Figures);

/// <summary>The figures of all runs of a window, and by task type.</summary>
/// <param name="Complete">False while runs from before this version are still being counted.</param>
public sealed record TypeSummaryJson(MetricsWindow Window, DateTimeOffset From, DateTimeOffset Until, bool Complete, FiguresJson All, IReadOnlyList<TypeFiguresJson> Items)
{
    public static TypeSummaryJson Of(TypeSummary summary) =>
        new(summary.Window, summary.From, summary.Until, summary.Complete, FiguresJson.Of(summary.All), [.. summary.Types.Select(type => new TypeFiguresJson(type.Type, FiguresJson.Of(type.Figures)))]);
}

/// <summary>The figures of one task over a window.</summary>
/// <param name="Complete">False while runs from before this version are still being counted.</param>
public sealed record TaskSummaryJson(MetricsWindow Window, DateTimeOffset From, DateTimeOffset Until, bool Complete, Guid TaskId, string Title, FiguresJson Figures, IReadOnlyList<PointJson> Points)
{
    public static TaskSummaryJson Of(TaskSummary summary) => new(
        summary.Window, summary.From, summary.Until, summary.Complete, summary.TaskId, summary.Title, FiguresJson.Of(summary.Figures),
        [.. summary.Points.Select(point => new PointJson(point.From, point.Succeeded, point.Failures, point.NotCarriedThrough))]);
}

/// <summary>The figures of one task among others.</summary>
/// <param name="Title">Null when the task was deleted.</param>
/// <param name="Type">The same.</param>
public sealed record RankedTaskJson(Guid TaskId, string? Title, string? Type, FiguresJson Figures);

/// <summary>A page of tasks, sorted by a figure.</summary>
/// <param name="MadeAt">As of when the figures are; null when they have not been put together yet.</param>
public sealed record RankingJson(MetricsWindow Window, DateTimeOffset? MadeAt, IReadOnlyList<RankedTaskJson> Items, int Total, int Page, int PageSize)
{
    public static RankingJson Of(MetricsWindow window, RankingPage page) => new(
        window, page.MadeAt, [.. page.Tasks.Items.Select(task => new RankedTaskJson(task.TaskId, task.Title, task.Type, FiguresJson.Of(task.Figures)))], page.Tasks.Total, page.Tasks.Page, page.Tasks.PageSize);
}
