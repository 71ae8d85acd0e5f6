using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Runs;

/// <summary>How long the runs of a task usually take.</summary>
/// <param name="Ms">Within which time 95 % of its last successful runs ended, in ms: the 95th percentile by the nearest rank.</param>
/// <param name="Known">Of how many runs that is said, 5 to 50.</param>
internal sealed record UsualLength(long Ms, int Known)
{
    private const int LeastKnown = 5;
    private const int MostKnown = 50;
    private const int LookedThrough = 200;

    /// <summary>Null when too few of its last 200 runs have succeeded.</summary>
    public static async Task<UsualLength?> OfAsync(SchedulerDb db, Guid taskId, CancellationToken cancellationToken)
    {
        var lengths = await db.Runs.Where(row => row.TaskId == taskId && row.EndedAt != null).OrderByDescending(row => row.DueAt).Take(LookedThrough)
            .Where(row => row.State == RunState.Succeeded && row.StartedAt != null).OrderByDescending(row => row.DueAt).Take(MostKnown)
            .Select(row => row.EndedAt!.Value - row.StartedAt!.Value).ToListAsync(cancellationToken);
        return lengths.Count < LeastKnown ? null : new(lengths.Order().ElementAt((int)Math.Ceiling(lengths.Count * 0.95) - 1), lengths.Count);
    }
}
