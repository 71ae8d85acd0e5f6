using System.ComponentModel;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.History;
using TaskScheduler.Web.Api.Bulk;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Repeats;
using TaskScheduler.Web.Api.Requests;
using TaskScheduler.Web.Api.Runs;
using TaskScheduler.Web.Api.Versions;
using TaskStatus = TaskScheduler.Core.Tasks.TaskStatus;

namespace TaskScheduler.Web.Api;

/// <summary>Which page of tasks is asked for, as written in the URL.</summary>
public sealed record TaskListQuery
{
    [Description("Found in title, description or e-mail address.")]
    public string? Search { get; init; }

    [Description("Only tasks with this status.")]
    public string? Status { get; init; }

    [Description("Only tasks of this type.")]
    public string? Type { get; init; }

    [Description("Only tasks with this tag.")]
    public string? Tag { get; init; }

    [Description("'me' for your own tasks, or the id of an account; all unless said.")]
    public string? Owner { get; init; }

    [Description("What to sort by, executionTime unless said; with '-' before it in falling order. Tasks without the value come last.")]
    public string? Sort { get; init; }

    [Description("From 1.")]
    public string? Page { get; init; }

    [Description("Tasks on a page, 25 unless said.")]
    public string? PageSize { get; init; }

    [Description("The nextCursor of the page before, in place of page: it reaches every depth, and tasks that are added meanwhile do not shift it. Filter and sort have to be the same.")]
    public string? Cursor { get; init; }
}

/// <summary>Tasks over REST.</summary>
public static class TasksApi
{
    public static void MapTasks(this RouteGroupBuilder api)
    {
        var tasks = api.MapGroup("/tasks").WithTags("Tasks");

        tasks.MapGet("/", ListAsync).WithName("listTasks")
            .WithSummary("List tasks").WithDescription("One page of the tasks that match, with their schedules and where they stand.")
            .Produces<PageOf<TaskJson>>().Refuses(400);
        tasks.MapPost("/", CreateAsync).WithName("createTask")
            .WithSummary("Create a task").WithDescription("The smallest one has title, description, executionTime and userEmail: a reminder by e-mail.")
            .Takes<NewTaskJson>().Produces<TaskJson>(201).Refuses(400, 413, 415)
            .Repeatable<Result<IReadOnlyList<TaskView>>>(made => made.Succeeded ? Created(made.Value[0]) : null);
        tasks.MapGet("/{id:guid}", GetAsync).WithName("getTask")
            .WithSummary("Read a task").WithDescription("Its version is in the ETag too.")
            .Produces<TaskJson>().Refuses(404);
        tasks.MapPut("/{id:guid}", ReplaceAsync).WithName("replaceTask")
            .WithSummary("Replace a task").WithDescription("Another schedule is planned anew, and runs of the old one that have not started end as skipped; with the same schedule they use the new definition. Send the version you read, in the body or as If-Match, to be refused (409 or 412) when somebody else has changed the task since; who changed what is in the member changes of the refusal. What GET shows and only the server sets may be sent back and is ignored.")
            .Takes<ReplacementJson>().TakesVersion().Produces<TaskJson>().Refuses(400, 404, 409, 412, 413, 415);
        tasks.MapDelete("/{id:guid}", DeleteAsync).WithName("deleteTask")
            .WithSummary("Delete a task").WithDescription("Its runs stay in the history.")
            .TakesVersion().Produces(204).Refuses(400, 404, 412);
        tasks.MapPut("/{id:guid}/inactive", SetInactiveAsync).WithName("setTaskInactive")
            .WithSummary("Set a task inactive").WithDescription("It is kept, and nothing of it becomes due.")
            .TakesVersion().Produces<TaskJson>().Refuses(400, 404, 409, 412);
        tasks.MapPut("/{id:guid}/active", SetActiveAsync).WithName("setTaskActive")
            .WithSummary("Set a task active").WithDescription("It becomes due by its schedule again.")
            .TakesVersion().Produces<TaskJson>().Refuses(400, 404, 409, 412);
        tasks.MapPost("/{id:guid}/run", RunAsync).WithName("runTask")
            .WithSummary("Run a task now").WithDescription("Besides its schedule; an inactive task may be run too. A payload that is sent is for this run alone.")
            .Takes<RunChangeJson>(required: false).Produces<RunJson>(202).Refuses(400, 404, 409, 413, 415)
            .Repeatable<Result<Run>>(RunsApi.Made);
        tasks.MapPost("/{id:guid}/duplicate", DuplicateAsync).WithName("duplicateTask")
            .WithSummary("Duplicate a task").WithDescription("Creates a task like this one, as its own from now on. What a body names replaces what would be copied; without one only the title differs.")
            .Takes<TaskChangesJson>(required: false).Produces<TaskJson>(201).Refuses(400, 404, 413, 415)
            .Repeatable<Result<IReadOnlyList<TaskView>>>(made => made.Succeeded ? Created(made.Value[0]) : null);
        api.MapGet("/tags", ListTagsAsync).WithTags("Tasks").WithName("listTags")
            .WithSummary("List tags").WithDescription("All tags that tasks have, in order.")
            .Produces<IReadOnlyList<string>>();
    }

    /// <summary>The task, with its version in the answer's ETag.</summary>
    /// <remarks>The tag stands for the definition alone, so If-None-Match is not answered with 304: where the task stands changes without it.</remarks>
    public static TaskJson WithTag(HttpContext http, TaskView task)
    {
        http.Response.Headers.ETag = TagOf(task);
        return TaskJson.Of(task);
    }

    private static async Task<IResult> ListAsync([AsParameters] TaskListQuery asked, TaskStore tasks, ICaller caller, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var (sort, descending) = read.Sort<TaskSort>(asked.Sort);
        var (page, pageSize) = read.Page(asked.Page, asked.PageSize);
        var query = new TaskQuery(
            new()
            {
                Search = QueryReader.Text(asked.Search),
                Status = read.Choice("status", asked.Status, Enum.GetValues<TaskStatus>()),
                Type = QueryReader.Text(asked.Type),
                Tag = QueryReader.Text(asked.Tag),
                OwnerId = asked.Owner == "me" ? caller.Actor.AccountId ?? Guid.Empty : read.Id("owner", asked.Owner),
            },
            sort,
            descending,
            page,
            pageSize);
        query = query with { After = read.Cursor(asked.Cursor, asked.Page, query.ListName) };
        if (read.Faults.Count > 0)
            return Problems.Invalid(read.Faults);
        var found = await tasks.ListAsync(query, cancellationToken);
        return TypedResults.Ok(new PageOf<TaskJson>([.. found.Items.Select(TaskJson.Of)], found.Total, found.Page, found.PageSize, found.NextCursor));
    }

    private static Task<IResult> CreateAsync(HttpContext http, TaskStore tasks, CancellationToken cancellationToken) => JsonBody.UseAsync(http.Request, async body =>
        TaskBody.ReadNew(body, out var faults) is { } draft
            ? Answer(await tasks.CreateAsync(draft, cancellationToken))
            : Problems.Invalid(faults), cancellationToken);

    private static async Task<IResult> DuplicateAsync(Guid id, HttpContext http, TaskStore tasks, CancellationToken cancellationToken)
    {
        if (await tasks.FindAsync(id, cancellationToken) is not { } original)
            return NoSuchTask(id);
        var copy = TaskCopy.Of(original.Task);
        return http.Request.ContentLength is null or 0 && !http.Request.HasJsonContentType()
            ? Answer(await tasks.CreateAsync(copy, cancellationToken))
            : await JsonBody.UseAsync(http.Request, async body => TaskBody.ReadNew(body, out var faults) is { } changes
                ? Answer(await tasks.CreateAsync(TaskCopy.With(copy, changes), cancellationToken))
                : Problems.Invalid(faults), cancellationToken);
    }

    private static async Task<IResult> GetAsync(Guid id, HttpContext http, TaskStore tasks, CancellationToken cancellationToken) =>
        await tasks.FindAsync(id, cancellationToken) is { } task
            ? TypedResults.Ok(WithTag(http, task))
            : NoSuchTask(id);

    private static Task<IResult> ReplaceAsync(Guid id, HttpContext http, TaskStore tasks, TaskHistory history, CancellationToken cancellationToken) => JsonBody.UseAsync(http.Request, async body =>
    {
        var draft = TaskBody.ReadReplacement(body, out var version, out var faults);
        var expected = ExpectedVersion.Of(http.Request, version, out var versionFaults);
        if (draft is null || versionFaults.Count > 0)
            return Problems.Invalid([.. faults, .. versionFaults]);
        var replaced = await tasks.ReplaceAsync(id, draft, expected.Version, cancellationToken);
        return replaced.Succeeded
            ? TypedResults.Ok(WithTag(http, replaced.Value))
            : await EditConflict.AnswerAsync(replaced, id, expected, history, cancellationToken);
    }, cancellationToken);

    private static async Task<IResult> DeleteAsync(Guid id, HttpContext http, TaskStore tasks, CancellationToken cancellationToken)
    {
        var expected = ExpectedVersion.Of(http.Request, null, out var faults);
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        return await tasks.DeleteAsync(id, expected.Version, cancellationToken) is { Succeeded: false } refused
            ? Problems.Of(refused.Refusal.Value, refused.Faults, expected.IsPrecondition)
            : TypedResults.NoContent();
    }

    private static Task<IResult> SetInactiveAsync(Guid id, HttpContext http, TaskStore tasks, CancellationToken cancellationToken) => ChangeAsync(id, false, http, tasks, cancellationToken);

    private static Task<IResult> SetActiveAsync(Guid id, HttpContext http, TaskStore tasks, CancellationToken cancellationToken) => ChangeAsync(id, true, http, tasks, cancellationToken);

    private static async Task<IResult> ChangeAsync(Guid id, bool active, HttpContext http, TaskStore tasks, CancellationToken cancellationToken)
    {
        var expected = ExpectedVersion.Of(http.Request, null, out var faults);
        return faults.Count > 0 ? Problems.Invalid(faults) : Answer(http, await tasks.SetActiveAsync(id, active, expected.Version, cancellationToken), expected);
    }

    private static Task<IResult> RunAsync(Guid id, HttpContext http, TaskStore tasks, CancellationToken cancellationToken) =>
        RunBody.PayloadAsync(http.Request, async payload => RunsApi.Accepted(await tasks.RunNowAsync(id, payload, cancellationToken)), cancellationToken);

    private static async Task<IResult> ListTagsAsync(TaskStore tasks, CancellationToken cancellationToken) => TypedResults.Ok(await tasks.TagsAsync(cancellationToken));

    private static IResult Answer(Result<TaskView> created) => created.Succeeded ? Created(created.Value) : Problems.Of(created.Refusal.Value, created.Faults);

    // A conflict that is not about the version (its only time has passed) is no failed precondition.
    private static IResult Answer(HttpContext http, Result<TaskView> result, ExpectedVersion expected) => result.Succeeded
        ? TypedResults.Ok(WithTag(http, result.Value))
        : Problems.Of(result.Refusal.Value, result.Faults, expected.IsPrecondition && result.Faults[0].Field == "version");

    private static MadeAnswer Created(TaskView task) =>
        new(StatusCodes.Status201Created, TaskJson.Of(task), $"{ApiSetup.Root}/tasks/{task.Task.Id}", TagOf(task));

    private static IResult NoSuchTask(Guid id) => Problems.NotFound($"There is no task {id}.");

    private static string TagOf(TaskView task) => $"\"{task.Task.Version}\"";
}
