using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Runs.Limits;

/// <summary>When the latest attempts of a type started, read from the ledger: what counts for its rate and was started by an earlier program.</summary>
internal static class RecentStarts
{
    /// <summary>The starts after one instant and up to another, the first first.</summary>
    public static async Task<IReadOnlyList<DateTimeOffset>> OfTypeAsync(SchedulerDb db, string type, DateTimeOffset after, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var (from, to) = (after.ToUnixTimeMilliseconds(), until.ToUnixTimeMilliseconds());

        // What started after an instant has ended after it, or not yet: each of the two is found in an index.
        var starts = new List<long>();
        foreach (var runs in new[] { db.Runs.Where(run => run.EndedAt > from), db.Runs.Where(run => run.EndedAt == null) })
        {
            var ofType = runs.Where(run => run.Type == type);
            starts.AddRange(await ofType.Where(run => run.StartedAt > from && run.StartedAt <= to).Select(run => run.StartedAt!.Value).ToListAsync(cancellationToken));
            starts.AddRange(await ofType.Join(db.RunAttempts, run => run.Id, earlier => earlier.RunId, (_, earlier) => earlier.StartedAt)
                .Where(started => started > from && started <= to).Select(started => started!.Value).ToListAsync(cancellationToken));
        }

        return [.. starts.Order().Select(DateTimeOffset.FromUnixTimeMilliseconds)];
    }
}
