using TaskScheduler.Core.Overview;

namespace TaskScheduler.Web.Api.Monitoring;

/// <summary>How things stand, over REST.</summary>
public static class OverviewApi
{
    public static void MapOverview(this RouteGroupBuilder api) => api.MapGet("/overview", GetAsync).WithTags("Health").WithName("getOverview")
        .WithSummary("Ask how things stand").WithDescription("What runs, waits and is due within the next ten minutes, which tasks fail or are late, how many runs have ended in the past hour, how each part of the program is, and what waits for somebody. Of each kind the first few are named, with how many there are.")
        .Produces<OverviewJson>();

    private static async Task<IResult> GetAsync(OverviewStore store, CancellationToken cancellationToken) => TypedResults.Ok(OverviewJson.Of(await store.ReadAsync(cancellationToken)));
}
