using TaskScheduler.Core.Runs.Comparison;
using TaskScheduler.Web.Api.Documentation;

namespace TaskScheduler.Web.Api.Differences;

/// <summary>What went otherwise than in the last good run, over REST.</summary>
public static class RunDifferenceApi
{
    public static void MapRunDifference(this RouteGroupBuilder api) => api.MapGet("/runs/{id:guid}/difference", GetAsync).WithTags("Runs").WithName("getRunDifference")
        .WithSummary("Compare a run with the last good one")
        .WithDescription("For a run that has ended without success: in what it differs from the last run of its task before it that succeeded, in its facts, its payload and its output.")
        .Produces<RunDifferenceJson>().Refuses(404, 409);

    private static async Task<IResult> GetAsync(Guid id, RunComparer comparer, CancellationToken cancellationToken)
    {
        var compared = await comparer.CompareAsync(id, cancellationToken);
        return compared.Succeeded ? TypedResults.Ok(RunDifferenceJson.Of(compared.Value)) : Problems.Of(compared.Refusal!.Value, compared.Faults);
    }
}
