using TaskScheduler.Core.Maintenance.Progress;
using TaskScheduler.Web.Api.Documentation;

namespace TaskScheduler.Web.Api.Storage;

/// <summary>Long work over REST: how far it is, and how to stop it.</summary>
public static class ProgressApi
{
    public static void MapProgress(this RouteGroupBuilder api)
    {
        var progress = api.MapGroup("/progress").WithTags(StorageApi.Tag);
        progress.MapGet("/", (WorkStore store) => TypedResults.Ok(store.List().Select(WorkJson.Of))).WithName("listWork")
            .WithSummary("List long work").WithDescription("What goes on, then what has ended lately. Administrators see all of it, others what they started themselves.")
            .Produces<IReadOnlyList<WorkJson>>();
        progress.MapGet("/{id:guid}", (Guid id, WorkStore store) => Problems.Unless(store.Find(id), work => TypedResults.Ok(WorkJson.Of(work)))).WithName("readWork")
            .WithSummary("Read how far long work is").WithDescription("Work is remembered for a while after it has ended.")
            .Produces<WorkJson>().Refuses(404);
        progress.MapPost("/{id:guid}/stop", (Guid id, WorkStore store) => Problems.Unless(store.Stop(id), work => TypedResults.Accepted($"{ApiSetup.Root}/progress/{id}", WorkJson.Of(work)))).WithName("stopWork")
            .WithSummary("Stop long work").WithDescription("It stops after its present step; what it has done stays done.")
            .Produces<WorkJson>(StatusCodes.Status202Accepted).Refuses(404, 409);
    }
}
