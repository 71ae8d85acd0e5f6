using System.ComponentModel;
using TaskScheduler.Core;
using TaskScheduler.Core.Runs;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Runs;

/// <summary>Which page of runs that have not ended is asked for, as written in the URL.</summary>
public sealed record ActiveRunsQuery
{
    [Description("Only runs in this state.")]
    public string? State { get; init; }

    [Description("Only runs of this task.")]
    public string? TaskId { get; init; }

    [Description("Only runs of this task type.")]
    public string? Type { get; init; }

    [Description("Found in title, reason or error.")]
    public string? Search { get; init; }

    [Description("From 1.")]
    public string? Page { get; init; }

    [Description("Runs on a page, 25 unless said.")]
    public string? PageSize { get; init; }
}

/// <summary>Runs that wait, run, or wait for their next attempt.</summary>
public static class ActiveRunsApi
{
    /// <summary>The name of the call in the API's description.</summary>
    public const string Name = "listActiveRuns";

    /// <summary>The states in which a run has not ended.</summary>
    public static IReadOnlyList<RunState> States { get; } = [.. Enum.GetValues<RunState>().Where(state => !state.HasEnded())];

    public static void MapActiveRuns(this RouteGroupBuilder api) => api.MapGet("/runs", ListAsync).WithTags("Runs").WithName(Name)
        .WithSummary("List runs that have not ended").WithDescription("One page of the runs that run, wait to start, or wait for their next attempt: those that run first, then the most urgent, then those that were due first. Each says what it waits for.")
        .Produces<PageOf<RunJson>>().Refuses(400);

    private static async Task<IResult> ListAsync([AsParameters] ActiveRunsQuery asked, RunStore runs, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var (page, pageSize) = read.Page(asked.Page, asked.PageSize);
        var query = new RunQuery(page, pageSize)
        {
            State = read.Choice("state", asked.State, States),
            TaskId = read.Id("taskId", asked.TaskId),
            Type = QueryReader.Text(asked.Type),
            Search = QueryReader.Text(asked.Search),
        };
        if (read.Faults.Count > 0)
            return Problems.Invalid(read.Faults);
        var found = await runs.ListActiveAsync(query, cancellationToken);
        return TypedResults.Ok(new PageOf<RunJson>([.. found.Items.Select(RunJson.Of)], found.Total, found.Page, found.PageSize, found.NextCursor));
    }
}
