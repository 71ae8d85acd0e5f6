using System.Text.Json;
using TaskScheduler.Core;
using TaskScheduler.Core.Forecasting.Spreading;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Api.Bulk;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Forecasts;

/// <summary>Moves tasks off times that are too full, over REST.</summary>
public static class SpreadApi
{
    /// <summary>Large enough for a plan of the most tasks there may be, sent back as it came.</summary>
    private const int MaxPlanBytes = 8 * 1024 * 1024;

    public static void MapSpread(this RouteGroupBuilder api)
    {
        api.MapPost("/tasks/spread/plan", PlanAsync).WithTags(ForecastApi.Tag).WithName("planSpread")
            .WithSummary("Plan to spread tasks").WithDescription("Says which of these tasks would have to be moved for the instances that run to be enough, and to which time each; changes nothing. A task stays as long as there is room for it where it is, and never becomes due earlier unless you say so.")
            .Takes<SpreadRequestJson>().Produces<SpreadPlanJson>().Refuses(400, 409, 413, 415);
        api.MapPost("/tasks/spread/apply", ApplyAsync).WithTags(ForecastApi.Tag).WithName("applySpread")
            .WithSummary("Spread tasks").WithDescription("Makes the moves of a plan as edits of the tasks: all of them in one transaction, or none. When a task has changed since the plan, nothing is moved.")
            .WithMetadata(new BodyLimit(MaxPlanBytes))
            .Takes<SpreadApplyJson>().Produces<SpreadDoneJson>().Refuses(400, 404, 409, 413, 415);
    }

    private static Task<IResult> PlanAsync(HttpContext http, LoadSpreader spreader, CancellationToken cancellationToken) => JsonBody.UseAsync(http.Request, async body =>
    {
        var faults = new List<Fault>();
        if (ReadRequest(body, faults) is not { } request)
            return Problems.Invalid(faults);
        var plan = await spreader.PlanAsync(request, cancellationToken);
        return plan.Succeeded ? TypedResults.Ok(SpreadPlanJson.Of(plan.Value)) : Problems.Of(plan.Refusal.Value, plan.Faults);
    }, cancellationToken);

    private static Task<IResult> ApplyAsync(HttpContext http, LoadSpreader spreader, CancellationToken cancellationToken) => JsonBody.UseAsync(http.Request, async body =>
    {
        var faults = new List<Fault>();
        var steps = ReadSteps(body, faults);
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        var moved = await spreader.ApplyAsync(steps, cancellationToken);
        return moved.Succeeded ? TypedResults.Ok(new SpreadDoneJson(moved.Value)) : Problems.Of(moved.Refusal.Value, moved.Faults);
    }, cancellationToken);

    private static SpreadRequest? ReadRequest(JsonElement body, List<Fault> faults)
    {
        var reader = new ObjectReader(body, "", faults);
        reader.AllowOnly(["filter", "ids", "at", "withinMinutes", "earlier"]);
        var values = new QueryReader();
        var ids = reader.Texts("ids");
        var matching = reader.Object("filter");
        var within = reader.Number("withinMinutes");
        var at = values.Instant("at", reader.Text("at"));
        var earlier = reader.Switch("earlier") ?? false;
        if (ids is null == matching is null && faults.Count == 0)
            faults.Add(new("filter", "Say which tasks: give either ids, or a filter; an empty filter means every task."));
        if (within is null && faults.Count == 0)
            faults.Add(new("withinMinutes", "Say within how many minutes tasks may be moved."));
        var filter = ids is null ? TaskBulkApi.Filter(matching, values, faults) : new TaskFilter { Ids = TaskBulkApi.Ids(ids, values, faults) };
        faults.AddRange(values.Faults);
        return faults.Count == 0 ? new(filter, TimeSpan.FromMinutes(within!.Value)) { At = at, Earlier = earlier } : null;
    }

    private static List<SpreadStep> ReadSteps(JsonElement body, List<Fault> faults)
    {
        var reader = new ObjectReader(body, "", faults);
        reader.AllowOnly(["moves"]);
        var list = reader.List("moves");
        if (list?.GetArrayLength() is not (> 0 and <= LoadSpreader.MostTasks))
        {
            if (faults.Count == 0)
                faults.Add(new("moves", $"Give 1 to {LoadSpreader.MostTasks} moves, as a list."));
            return [];
        }

        return [.. list.Value.EnumerateArray().Index().Select(move => ReadStep(move.Item, $"moves[{move.Index}].", faults)).OfType<SpreadStep>()];
    }

    private static SpreadStep? ReadStep(JsonElement move, string path, List<Fault> faults)
    {
        if (move.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new(path[..^1], $"'{path[..^1]}' must be a JSON object."));
            return null;
        }

        // A plan may be sent back as it came, so what it says besides is let through.
        var reader = new ObjectReader(move, path, faults);
        reader.AllowOnly(["taskId", "version", "schedule", "title", "oldTime", "newTime"]);
        var values = new QueryReader();
        var task = values.Id(path + "taskId", reader.Text("taskId"));
        var version = reader.Number("version");
        var schedule = reader.Object("schedule") is { } given ? TaskBody.ReadSchedule(given, path + "schedule.", faults) : null;
        faults.AddRange(values.Faults);
        if (task is not null && version is not null && schedule is not null)
            return new(task.Value, version.Value, schedule);
        if (faults.Count == 0)
            faults.Add(new(path[..^1], "Say the task, its version and its new schedule."));
        return null;
    }
}
