using System.ComponentModel;
using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Metrics.Ranking;
using TaskScheduler.Core.Metrics.Summaries;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Metrics;

/// <summary>Which tasks are asked for, as written in the URL.</summary>
public sealed record TaskMetricsQuery
{
    [Description("hour, day, week, month (30 days) or year (365 days), up to now; day unless said.")]
    public string? Window { get; init; }

    [Description("count, failureRate, duration (p95), totalTime or lateness (p95), the greatest first; with a '-' before it the least first. count unless said.")]
    public string? Sort { get; init; }

    [Description("A part of the title.")]
    public string? Search { get; init; }

    [Description("The key of a task type.")]
    public string? Type { get; init; }

    [Description("From 1.")]
    public string? Page { get; init; }

    [Description("Tasks on a page, 25 unless said.")]
    public string? PageSize { get; init; }
}

/// <summary>What runs came to, over REST.</summary>
public static class MetricsApi
{
    public const string Tag = "Metrics";

    public static void MapMetrics(this RouteGroupBuilder api)
    {
        api.MapGet("/task-summary", SummaryAsync).WithTags(Tag).WithName("getTaskSummary")
            .WithSummary("Sum up runs by task type").WithDescription("How many runs ended over the past year, or another window, how many succeeded, how long they took and how late they started. Counts, averages and longest lengths are exact; percentiles are within 3.2 %.")
            .Produces<TypeSummaryJson>().Refuses(400);
        api.MapGet("/tasks/{id:guid}/metrics", OfTaskAsync).WithTags(Tag).WithName("getTaskMetrics")
            .WithSummary("Sum up the runs of a task").WithDescription("The same for one task, over the past day or another window, with the points of a chart.")
            .Produces<TaskSummaryJson>().Refuses(400, 404);
        api.MapGet("/metrics/tasks", ListAsync).WithTags(Tag).WithName("listTaskMetrics")
            .WithSummary("List tasks by their figures").WithDescription("Tasks with runs in a window, those with the most runs, failures, time or lateness first. The figures are a moment old: madeAt says as of when.")
            .Produces<RankingJson>().Refuses(400);
    }

    private static async Task<IResult> SummaryAsync([Description("hour, day, week, month (30 days) or year (365 days), up to now; year unless said.")] string? window, MetricsStore metrics, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var over = read.Choice("window", window, MetricsWindows.ShortestFirst) ?? MetricsWindow.Year;
        if (read.Faults.Count > 0)
            return Problems.Invalid(read.Faults);
        var found = await metrics.ByTypeAsync(over, cancellationToken);
        return found.Succeeded ? TypedResults.Ok(TypeSummaryJson.Of(found.Value)) : Problems.Of(found.Refusal.Value, found.Faults);
    }

    private static async Task<IResult> OfTaskAsync(Guid id, [Description("hour, day, week, month (30 days) or year (365 days), up to now; day unless said.")] string? window, MetricsStore metrics, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var over = read.Choice("window", window, MetricsWindows.ShortestFirst) ?? MetricsWindow.Day;
        if (read.Faults.Count > 0)
            return Problems.Invalid(read.Faults);
        var found = await metrics.OfTaskAsync(id, over, cancellationToken);
        return found.Succeeded ? TypedResults.Ok(TaskSummaryJson.Of(found.Value)) : Problems.Of(found.Refusal.Value, found.Faults);
    }

    private static async Task<IResult> ListAsync([AsParameters] TaskMetricsQuery asked, RankingStore ranking, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var (page, pageSize) = read.Page(asked.Page, asked.PageSize);
        var window = read.Choice("window", asked.Window, MetricsWindows.ShortestFirst) ?? MetricsWindow.Day;
        var (order, ascending) = read.Sort<RankingOrder>(asked.Sort);
        if (read.Faults.Count > 0)
            return Problems.Invalid(read.Faults);
        var found = await ranking.ListAsync(new(window, page, pageSize) { Order = order, Ascending = ascending, Search = QueryReader.Text(asked.Search), Type = QueryReader.Text(asked.Type) }, cancellationToken);
        return found.Succeeded ? TypedResults.Ok(RankingJson.Of(window, found.Value)) : Problems.Of(found.Refusal.Value, found.Faults);
    }
}
