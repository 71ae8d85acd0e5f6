using System.Text.Json;
using TaskScheduler.Core;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Control;
using TaskScheduler.Web.Api.Bulk;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Runs;

/// <summary>One action for many runs: for those with these ids, or for all that match a filter.</summary>
public static class RunBulkApi
{
    public static void MapRunBulk(this RouteGroupBuilder api) => api.MapPost("/runs/bulk", DoAsync).WithTags("Runs").WithName("changeRuns")
        .WithSummary("Do something with many runs").WithDescription($"""
            For up to {TaskBulkApi.MaxIds} ids, or for all runs that match a filter (an empty filter means every run for which it can be done). Cancel is for runs
            that have not ended, retry for those that did not succeed, discard for dead letters. It is done a few at a time: what is done stays done when the
            call is given up. Runs of others that you may not change are left as they are, and counted. Retries are spread over time, so many per minute.
            """)
        .Takes<RunBulkJson>().Produces<RunBulkDoneJson>().Refuses(400, 413, 415);

    private static Task<IResult> DoAsync(HttpContext http, RunBulk runs, CancellationToken cancellationToken) => JsonBody.UseAsync(http.Request, async body =>
    {
        var faults = new List<Fault>();
        return Read(body, faults) is { } orders
            ? Problems.Unless(await runs.DoAsync(orders, cancellationToken), outcome => TypedResults.Ok(RunBulkDoneJson.Of(orders.Action, outcome)))
            : Problems.Invalid(faults);
    }, cancellationToken);

    private static RunOrders? Read(JsonElement body, List<Fault> faults)
    {
        var reader = new ObjectReader(body, "", faults);
        reader.AllowOnly(["action", "filter", "ids", "perMinute", "reason"]);
        var values = new QueryReader();
        var action = values.Choice("action", reader.Text("action"), Enum.GetValues<RunAction>());
        var ids = reader.Texts("ids");
        var matching = reader.Object("filter");
        if (action is null && values.Faults.Count == 0 && !faults.Exists(fault => fault.Field == "action"))
            faults.Add(new("action", $"Say what to do: {string.Join(", ", Enum.GetValues<RunAction>().Select(JsonFormat.NameOf))}."));
        if (ids is null == matching is null && faults.Count == 0)
            faults.Add(new("filter", "Say for which runs: give either ids, or a filter."));
        var runs = ids is null ? Filter(matching, values, faults) : new RunQuery { Ids = TaskBulkApi.Ids(ids, values, faults) };
        var orders = new RunOrders(action ?? default, runs) { PerMinute = reader.Number("perMinute") ?? RunOrders.DefaultPerMinute, Reason = reader.Text("reason") };
        faults.AddRange(values.Faults);
        return faults.Count == 0 ? orders : null;
    }

    private static RunQuery Filter(JsonElement? matching, QueryReader values, List<Fault> faults)
    {
        if (matching is not { } body)
            return new();
        var reader = new ObjectReader(body, "filter.", faults);
        reader.AllowOnly(["taskId", "state", "type", "cause", "from", "to", "search"]);
        var query = new RunQuery
        {
            TaskId = values.Id("filter.taskId", reader.Text("taskId")),
            State = values.Choice("filter.state", reader.Text("state"), Enum.GetValues<RunState>()),
            Type = QueryReader.Text(reader.Text("type")),
            Cause = QueryReader.Text(reader.Text("cause")),
            From = values.Instant("filter.from", reader.Text("from")),
            To = values.Instant("filter.to", reader.Text("to")),
            Search = QueryReader.Text(reader.Text("search")),
        };
        values.Order("filter.from", query.From, "filter.to", query.To);
        return query;
    }
}
