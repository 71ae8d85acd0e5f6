using System.ComponentModel;
using TaskScheduler.Core;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Control;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Repeats;
using TaskScheduler.Web.Api.Requests;
using TaskScheduler.Web.Api.Runs;

namespace TaskScheduler.Web.Api;

/// <summary>Which page of ended runs is asked for, as written in the URL.</summary>
public sealed record ExecutedQuery
{
    [Description("Only runs of this task.")]
    public string? TaskId { get; init; }

    [Description("Only runs that ended in this state.")]
    public string? State { get; init; }

    [Description("Only runs of this task type.")]
    public string? Type { get; init; }

    [Description("Only dead letters of this cause, exactly as their group names it.")]
    public string? Cause { get; init; }

    [Description("Ended at or after: ISO 8601 with offset.")]
    public string? From { get; init; }

    [Description("Ended before: ISO 8601 with offset.")]
    public string? To { get; init; }

    [Description("Found in title, reason or error.")]
    public string? Search { get; init; }

    [Description("From 1.")]
    public string? Page { get; init; }

    [Description("Runs on a page, 25 unless said.")]
    public string? PageSize { get; init; }

    [Description("The nextCursor of the page before, in place of page: it reaches every depth, and runs that end meanwhile do not shift it. The filter has to be the same.")]
    public string? Cursor { get; init; }
}

/// <summary>Runs over REST.</summary>
public static class RunsApi
{
    /// <summary>The states in which a run has ended.</summary>
    public static IReadOnlyList<RunState> EndStates { get; } = [.. Enum.GetValues<RunState>().Where(state => state.HasEnded())];

    public static void MapRuns(this RouteGroupBuilder api)
    {
        api.MapGet("/executedTasks", ListExecutedAsync).WithTags("Runs").WithName("listExecutedTasks")
            .WithSummary("List executed tasks").WithDescription("One page of the runs that have ended, newest first. Words are looked for in the newest 5,000 of the list that the other parameters leave; a cursor looks on from its place.")
            .Produces<PageOf<RunJson>>().Refuses(400);

        var runs = api.MapGroup("/runs/{id:guid}").WithTags("Runs");
        runs.MapGet("/", GetAsync).WithName("getRun")
            .WithSummary("Read a run").WithDescription("With its attempts, payload and input, with the beginning and the end of its output, and with the runs that started it or that it started.")
            .Produces<RunDetailJson>().Refuses(404);
        runs.MapPost("/cancel", CancelAsync).WithName("cancelRun")
            .WithSummary("Cancel a run").WithDescription("A waiting run ends as cancelled; one that is being executed is asked to stop, and ends a moment later.")
            .Produces<RunJson>(202).Refuses(404, 409);
        runs.MapPost("/retry", RetryAsync).WithName("retryRun")
            .WithSummary("Retry a run").WithDescription("Gives a run that did not succeed a further attempt, with its task's current definition, or with a payload of its own when one is sent. One that waits for its next attempt starts now.")
            .Takes<RunChangeJson>(required: false).Produces<RunJson>(202).Refuses(400, 404, 409, 413, 415)
            .Repeatable<Result<Run>>(Made);
        runs.MapPost("/discard", DiscardAsync).WithName("discardRun")
            .WithSummary("Discard a dead letter").WithDescription("It leaves the inbox and ends as failed, with the reason for which nobody tries it again. It can still be retried.")
            .Takes<DiscardJson>().Produces<RunJson>().Refuses(400, 404, 409, 413, 415);
    }

    /// <summary>202 with the run, which goes on after the answer.</summary>
    public static IResult Accepted(Result<Run> result) => Made(result) ?? Problems.Of(result.Refusal!.Value, result.Faults);

    /// <summary>The same for a run that has been made; null when none was.</summary>
    public static MadeAnswer? Made(Result<Run> result) => result.Succeeded
        ? new(StatusCodes.Status202Accepted, RunJson.Of(result.Value), $"{ApiSetup.Root}/runs/{result.Value.Id}")
        : null;

    private static async Task<IResult> ListExecutedAsync([AsParameters] ExecutedQuery asked, RunStore runs, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var (page, pageSize) = read.Page(asked.Page, asked.PageSize);
        var query = new RunQuery(page, pageSize)
        {
            TaskId = read.Id("taskId", asked.TaskId),
            State = read.Choice("state", asked.State, EndStates),
            Type = QueryReader.Text(asked.Type),
            Cause = QueryReader.Text(asked.Cause),
            From = read.Instant("from", asked.From),
            To = read.Instant("to", asked.To),
            Search = QueryReader.Text(asked.Search),
        };
        query = query with { After = read.Cursor(asked.Cursor, asked.Page, query.ListName) };
        read.Order("from", query.From, "to", query.To);
        if (read.Faults.Count > 0)
            return Problems.Invalid(read.Faults);
        var found = await runs.ListExecutedAsync(query, cancellationToken);
        return TypedResults.Ok(new PageOf<RunJson>([.. found.Items.Select(RunJson.Of)], found.Total, found.Page, found.PageSize, found.NextCursor));
    }

    private static async Task<IResult> GetAsync(Guid id, RunStore runs, CancellationToken cancellationToken) =>
        await runs.FindAsync(id, cancellationToken) is { } run
            ? TypedResults.Ok(RunDetailJson.Of(run))
            : Problems.NotFound($"There is no run {id}.");

    private static async Task<IResult> CancelAsync(Guid id, RunControl runs, CancellationToken cancellationToken) =>
        Accepted(await runs.CancelAsync(id, cancellationToken));

    private static Task<IResult> RetryAsync(Guid id, HttpContext http, RunControl runs, CancellationToken cancellationToken) =>
        RunBody.PayloadAsync(http.Request, async payload => Accepted(await runs.RetryAsync(id, new RetryChange(payload), cancellationToken)), cancellationToken);

    private static Task<IResult> DiscardAsync(Guid id, HttpContext http, RunControl runs, CancellationToken cancellationToken) =>
        RunBody.ReasonAsync(http.Request, async reason => Problems.Unless(await runs.DiscardAsync(id, reason, cancellationToken), run => TypedResults.Ok(RunJson.Of(run))), cancellationToken);
}
