using TaskScheduler.Core.Maintenance.Space;
using TaskScheduler.Web.Access;

namespace TaskScheduler.Web.Api.Storage;

/// <summary>The size of the database over REST, for administrators.</summary>
public static class StorageApi
{
    public const string Tag = "Storage";

    public static void MapStorage(this RouteGroupBuilder api) => api.MapGet("/storage", LookAsync).WithTags(Tag).WithName("readStorage").RequireAuthorization(Policies.Administer)
        .WithSummary("Read how much is stored")
        .WithDescription("Size of the database and of its tables, how it grew day by day, and when the disk will be full if it goes on like that. Rows are counted; the bytes of tables are estimated from a sample of their rows.")
        .Produces<StorageJson>();

    private static async Task<IResult> LookAsync(StorageStore store, CancellationToken cancellationToken)
    {
        var tables = await store.TablesAsync(cancellationToken);
        return tables.Succeeded
            ? Problems.Unless(await store.LookAsync(cancellationToken), use => TypedResults.Ok(StorageJson.Of(use, tables.Value)))
            : Problems.Of(tables.Refusal.Value, tables.Faults);
    }
}
