using System.ComponentModel;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.History;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Versions;

/// <summary>Which page of versions is asked for, as written in the URL.</summary>
public sealed record VersionListQuery
{
    [Description("From 1.")]
    public string? Page { get; init; }

    [Description("Versions on a page, 25 unless said.")]
    public string? PageSize { get; init; }
}

/// <summary>The versions of a task over REST.</summary>
public static class VersionsApi
{
    public static void MapVersions(this RouteGroupBuilder api)
    {
        var versions = api.MapGroup("/tasks/{id:guid}/versions").WithTags("Versions");

        versions.MapGet("/", ListAsync).WithName("listTaskVersions")
            .WithSummary("List the versions of a task").WithDescription("Newest first: who made each, when, and what they changed. A deleted task keeps its versions.")
            .Produces<VersionPageJson>().Refuses(400, 404);
        versions.MapGet("/{version:int}", GetAsync).WithName("getTaskVersion")
            .WithSummary("Read a version").WithDescription("The definition as it was, with secrets masked.")
            .Produces<VersionDefinitionJson>().Refuses(404);
        versions.MapGet("/{version:int}/difference/{other:int}", CompareAsync).WithName("compareTaskVersions")
            .WithSummary("Compare two versions").WithDescription("The fields in which the second differs from the first, in either order; none when they are the same.")
            .Produces<IReadOnlyList<FieldChangeJson>>().Refuses(404);
        versions.MapPost("/{version:int}/restore", RestoreAsync).WithName("restoreTaskVersion")
            .WithSummary("Bring a version back").WithDescription("Makes its definition the current one, as a new version and by the same rules as a replacement; whether the task is active stays as it is. Send the version you see as If-Match to be refused (412) when somebody else has changed the task since. A deleted task comes back under its id.")
            .Produces<TaskJson>().Refuses(400, 404, 409, 412);
    }

    private static async Task<IResult> ListAsync(Guid id, [AsParameters] VersionListQuery asked, TaskHistory history, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var (page, pageSize) = read.Page(asked.Page, asked.PageSize);
        if (read.Faults.Count > 0)
            return Problems.Invalid(read.Faults);
        return await history.ListAsync(id, page, pageSize, cancellationToken) is { } versions
            ? TypedResults.Ok(VersionPageJson.Of(versions))
            : Problems.NotFound($"There never was a task {id}.");
    }

    private static async Task<IResult> GetAsync(Guid id, int version, TaskHistory history, CancellationToken cancellationToken) =>
        await history.FindAsync(id, version, cancellationToken) is { } found
            ? TypedResults.Ok(VersionDefinitionJson.Of(found))
            : NotKept(id, $"{version}");

    private static async Task<IResult> CompareAsync(Guid id, int version, int other, TaskHistory history, CancellationToken cancellationToken) =>
        await history.DifferenceAsync(id, version, other, cancellationToken) is { } changes
            ? TypedResults.Ok(changes.Select(FieldChangeJson.Of).ToArray())
            : NotKept(id, $"{version} or {other}");

    private static async Task<IResult> RestoreAsync(Guid id, int version, HttpContext http, TaskStore tasks, TaskHistory history, CancellationToken cancellationToken)
    {
        var expected = ExpectedVersion.Of(http.Request, null, out var faults);
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        var restored = await tasks.RestoreAsync(id, version, expected.Version, cancellationToken);
        return restored.Succeeded
            ? TypedResults.Ok(TasksApi.WithTag(http, restored.Value))
            : await EditConflict.AnswerAsync(restored, id, expected, history, cancellationToken);
    }

    private static IResult NotKept(Guid id, string versions) => Problems.NotFound($"Version {versions} of the task {id} is not kept, or never was.");
}
