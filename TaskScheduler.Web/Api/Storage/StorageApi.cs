using TaskScheduler.Core.Maintenance.Space;
using TaskScheduler.Web.Access;

namespace TaskScheduler.Web.Api.Storage;

/// <summary>The size of the database over REST, for administrators.</summary>
public static class StorageApi
{
    public const string Tag = "Storage";

    // What is there is told at once; the first count of a large database goes on beside.
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(5);

    public static void MapStorage(this RouteGroupBuilder api) => api.MapGet("/storage", LookAsync).WithTags(Tag).WithName("readStorage").RequireAuthorization(Policies.Administer)
        .WithSummary("Read how much is stored")
        .WithDescription("Size of the database and of its tables, how it grew day by day, and when the disk will be full if it goes on like that. Rows were counted at `tablesCountedAt`, at most ten minutes before the call before this one; the bytes of tables are estimated from a sample of their rows. Both are absent while the first count since the start goes on: ask again.")
        .Produces<StorageJson>();

    private static async Task<IResult> LookAsync(StorageStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        var counting = store.TablesAsync(cancellationToken);
        await Task.WhenAny(counting, Task.Delay(patience, time, cancellationToken));
        var tables = counting.IsCompleted ? (await counting).Value : null;
        return Problems.Unless(await store.LookAsync(cancellationToken), use => TypedResults.Ok(StorageJson.Of(use, tables)));
    }
}
