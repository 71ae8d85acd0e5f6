using System.Net.Mime;
using TaskScheduler.Core.Maintenance.Backups;
using TaskScheduler.Web.Access;
using TaskScheduler.Web.Api.Documentation;

namespace TaskScheduler.Web.Api.Storage;

/// <summary>Backups over REST, for administrators.</summary>
public static class BackupsApi
{
    public static void MapBackups(this RouteGroupBuilder api)
    {
        var backups = api.MapGroup("/backups").WithTags(StorageApi.Tag).RequireAuthorization(Policies.Administer);
        backups.MapGet("/", List).WithName("listBackups")
            .WithSummary("List backups").WithDescription("The newest first, with the moment each holds and whether it was checked; when the next is made by itself, and why the last one failed if it did.")
            .Produces<BackupsJson>();
        backups.MapPost("/", StartAsync).WithName("makeBackup")
            .WithSummary("Make a backup").WithDescription("While everything goes on. The answer is the work it is; look at it at /api/progress. If one is being made already, it is that.")
            .Produces<WorkJson>(StatusCodes.Status202Accepted);
        backups.MapGet("/{name}", DownloadAsync).WithName("downloadBackup")
            .WithSummary("Download a backup").WithDescription("It holds everything, also secrets and the keys to read them: keep it where nobody else can read it.")
            .Produces<byte[]>(200, MediaTypeNames.Application.Zip).Refuses(404);
        backups.MapDelete("/{name}", DeleteAsync).WithName("deleteBackup")
            .WithSummary("Delete a backup").WithDescription("Unless it is the last good one.")
            .Produces(204).Refuses(404, 409);
    }

    private static IResult List(BackupStore store)
    {
        var backups = store.List();
        return backups.Succeeded
            ? Problems.Unless(store.Facts(), facts => TypedResults.Ok(new BackupsJson([.. backups.Value.Select(BackupJson.Of)], facts.NextAt, facts.FailedAt, facts.Why)))
            : Problems.Of(backups.Refusal.Value, backups.Faults);
    }

    private static async Task<IResult> StartAsync(BackupStore store) =>
        Problems.Unless(await store.StartAsync(), work => TypedResults.Accepted($"{ApiSetup.Root}/progress/{work.Id}", WorkJson.Of(work)));

    private static async Task<IResult> DownloadAsync(string name, BackupStore store) =>
        Problems.Unless(await store.OpenAsync(name), stream => TypedResults.Stream(stream, MediaTypeNames.Application.Zip, name));

    private static async Task<IResult> DeleteAsync(string name, BackupStore store) => Problems.Unless(await store.DeleteAsync(name), _ => TypedResults.NoContent());
}
