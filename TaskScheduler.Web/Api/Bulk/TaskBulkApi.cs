using System.Text.Json;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Requests;
using TaskStatus = TaskScheduler.Core.Tasks.TaskStatus;

namespace TaskScheduler.Web.Api.Bulk;

/// <summary>What can be done with many tasks at once.</summary>
public enum BulkAction
{
    SetActive,
    SetInactive,
    Delete,
    RunNow,
}

/// <summary>What was done with many tasks.</summary>
/// <param name="Action">What was asked for.</param>
/// <param name="Count">With how many tasks it was done; those out of reach, and those that were so already, are not counted.</param>
public sealed record BulkDoneJson(BulkAction Action, int Count);

/// <summary>One action for many tasks: for those with these ids, or for all that match a filter.</summary>
public static class TaskBulkApi
{
    public const int MaxIds = 10_000;

    public static void MapTaskBulk(this RouteGroupBuilder api) => api.MapPost("/tasks/bulk", DoAsync).WithTags("Tasks").WithName("changeTasks")
        .WithSummary("Do something with many tasks").WithDescription($"For up to {MaxIds} ids, or for all tasks that match a filter (an empty filter means every task); in one transaction. Tasks of others that you may not change are left alone.")
        .Takes<BulkJson>().Produces<BulkDoneJson>().Refuses(400, 413, 415);

    private static Task<IResult> DoAsync(HttpContext http, TaskStore tasks, ICaller caller, CancellationToken cancellationToken) => JsonBody.UseAsync(http.Request, async body =>
    {
        var faults = new List<Fault>();
        if (Read(body, faults) is not var (action, filter))
            return Problems.Invalid(faults);
        if (!caller.Actor.May(action == BulkAction.RunNow ? Rights.Run : Rights.Write))
            return Problems.Of(StatusCodes.Status403Forbidden, "You may look at tasks, but not do this. Ask an administrator to make you an operator, or for a token with a wider scope.");
        var count = action switch
        {
            BulkAction.Delete => await tasks.DeleteAsync(filter, cancellationToken),
            BulkAction.RunNow => await tasks.RunNowAsync(filter, cancellationToken),
            _ => await tasks.SetActiveAsync(filter, action == BulkAction.SetActive, cancellationToken),
        };
        return TypedResults.Ok(new BulkDoneJson(action, count));
    }, cancellationToken);

    private static (BulkAction Action, TaskFilter Filter)? Read(JsonElement body, List<Fault> faults)
    {
        var reader = new ObjectReader(body, "", faults);
        reader.AllowOnly(["action", "filter", "ids"]);
        var values = new QueryReader();
        var action = values.Choice("action", reader.Text("action"), Enum.GetValues<BulkAction>());
        var ids = reader.Texts("ids");
        var matching = reader.Object("filter");
        if (action is null && values.Faults.Count == 0 && !faults.Exists(fault => fault.Field == "action"))
            faults.Add(new("action", $"Say what to do: {string.Join(", ", Enum.GetValues<BulkAction>().Select(JsonFormat.NameOf))}."));
        if (ids is null == matching is null && faults.Count == 0)
            faults.Add(new("filter", "Say for which tasks: give either ids, or a filter; an empty filter means every task."));
        var filter = ids is null ? Filter(matching, values, faults) : new TaskFilter { Ids = Ids(ids, values, faults) };
        faults.AddRange(values.Faults);
        return faults.Count == 0 ? (action!.Value, filter) : null;
    }

    internal static TaskFilter Filter(JsonElement? matching, QueryReader values, List<Fault> faults)
    {
        if (matching is not { } body)
            return new();
        var reader = new ObjectReader(body, "filter.", faults);
        reader.AllowOnly(["search", "status", "type", "tag"]);
        return new()
        {
            Search = QueryReader.Text(reader.Text("search")),
            Status = values.Choice("filter.status", reader.Text("status"), Enum.GetValues<TaskStatus>()),
            Type = QueryReader.Text(reader.Text("type")),
            Tag = QueryReader.Text(reader.Text("tag")),
        };
    }

    internal static HashSet<Guid> Ids(IReadOnlyList<string> texts, QueryReader values, List<Fault> faults)
    {
        if (texts.Count is 0 or > MaxIds)
            faults.Add(new("ids", $"Give 1 to {MaxIds} ids; send more in several calls."));
        return [.. texts.Take(MaxIds).Index().Select(text => values.Id($"ids[{text.Index}]", text.Item) ?? Guid.Empty)];
    }
}
