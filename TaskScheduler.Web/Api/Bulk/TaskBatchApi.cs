using System.Text.Json;
using TaskScheduler.Core;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Repeats;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Bulk;

/// <summary>What came of many new tasks.</summary>
/// <param name="Count">How many were created.</param>
/// <param name="Ids">Their ids, in the order of the request.</param>
public sealed record TaskBatchJson(int Count, IReadOnlyList<Guid> Ids);

/// <summary>Many new tasks in one call: all of them, or none.</summary>
public static class TaskBatchApi
{
    public const int MaxTasks = 10_000;
    public const int MaxBytes = 16 * 1024 * 1024;

    // A mistake that a script makes in each of its tasks is understood from the first few.
    private const int FaultsSaid = 100;

    public static void MapTaskBatch(this RouteGroupBuilder api) => api.MapPost("/tasks/batch", CreateAsync).WithTags("Tasks").WithName("createTasks")
        .WithSummary("Create many tasks").WithDescription($"Up to {MaxTasks} tasks in up to {MaxBytes / 1024 / 1024} MB: all of them are created, or none. Faults are named as tasks[3].title, counted from 0.")
        .WithMetadata(new BodyLimit(MaxBytes))
        .Takes<NewTaskBatchJson>().Produces<TaskBatchJson>(201).Refuses(400, 413, 415)
        .Repeatable<Result<IReadOnlyList<TaskView>>>(made => made.Succeeded ? Created(made.Value) : null);

    private static Task<IResult> CreateAsync(HttpContext http, TaskStore tasks, CancellationToken cancellationToken) => JsonBody.UseAsync(http.Request, async body =>
    {
        var faults = new List<Fault>();
        var drafts = Drafts(body, faults);
        if (faults.Count > 0)
            return Refused(faults);
        var created = await tasks.CreateManyAsync(drafts, cancellationToken);
        return created.Succeeded ? Created(created.Value)
            : created.Refusal == Refusal.Invalid ? Refused([.. created.Faults.Select(fault => fault with { Field = "tasks" + fault.Field })])
            : Problems.Of(created.Refusal.Value, created.Faults);
    }, cancellationToken);

    private static MadeAnswer Created(IReadOnlyList<TaskView> tasks) =>
        new(StatusCodes.Status201Created, new TaskBatchJson(tasks.Count, [.. tasks.Select(task => task.Task.Id)]));

    private static List<TaskDraft> Drafts(JsonElement body, List<Fault> faults)
    {
        var reader = new ObjectReader(body, "", faults);
        reader.AllowOnly(["tasks"]);
        var list = reader.List("tasks");
        if (list?.GetArrayLength() is not (> 0 and <= MaxTasks))
        {
            if (faults.Count == 0)
                faults.Add(new("tasks", $"Give 1 to {MaxTasks} tasks, as a list; send more in several calls."));
            return [];
        }

        var drafts = new List<TaskDraft>(list.Value.GetArrayLength());
        foreach (var (index, task) in list.Value.EnumerateArray().Index())
        {
            IReadOnlyList<Fault> found = [new($"tasks[{index}]", $"'tasks[{index}]' must be a JSON object.")];
            if (task.ValueKind == JsonValueKind.Object && TaskBody.ReadNew(task, out found, $"tasks[{index}].") is { } draft)
                drafts.Add(draft);
            faults.AddRange(found);
        }

        return drafts;
    }

    private static IResult Refused(List<Fault> faults) => Problems.Invalid(faults.Count <= FaultsSaid
        ? faults
        : [.. faults[..FaultsSaid], new("tasks", $"These are the first {FaultsSaid} of {faults.Count} faults.")]);
}
