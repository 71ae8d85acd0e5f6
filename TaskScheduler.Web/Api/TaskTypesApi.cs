using System.Text.Json.Nodes;
using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Web.Api;

/// <summary>A task type as other programs see it.</summary>
/// <param name="PayloadSchema">JSON Schema (draft 2020-12) of the payload.</param>
public sealed record TaskTypeJson(string Key, string Name, string Description, JsonObject PayloadSchema);

/// <summary>Task types over REST.</summary>
public static class TaskTypesApi
{
    public static void MapTaskTypes(this RouteGroupBuilder api) =>
        api.MapGet("/task-types", List).WithTags("Task types").WithName("listTaskTypes")
            .WithSummary("List task types").WithDescription("What a task can do, and what each needs in its payload.")
            .Produces<IReadOnlyList<TaskTypeJson>>();

    private static IResult List(TaskTypeCatalog catalog) => TypedResults.Ok(catalog.Descriptions
        .Select(type => new TaskTypeJson(type.Key, type.Name, type.Description, PayloadSchema.Of(type)))
        .ToArray());
}
