using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;

namespace TaskScheduler.Core.Maintenance.Retention.Chores;

/// <summary>Runs that ended too long ago, found in the order in which they ended.</summary>
internal sealed class OldRuns(IDbContextFactory<SchedulerDb> databases) : IRetentionChore
{
    private const int PageSize = 1_000;

    public async IAsyncEnumerable<IReadOnlyList<Doomed>> FindAsync(RetentionRules rules, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (rules.RunsBefore() is not { } before)
            yield break;
        var page = await PageAsync(0, Guid.Empty, before, cancellationToken);
        while (page.Count > 0)
        {
            yield return [.. page.Where(run => !run.IsLast && rules.IsPast(run.State, run.EndedAt)).Select(run => new Doomed(RetentionRules.KindOf(run.State), run.Id, run.EndedAt))];
            page = await PageAsync(page[^1].EndedAt, page[^1].Id, before, cancellationToken);
        }
    }

    public int Delete(WriteSession session, IReadOnlyList<Doomed> doomed) => RunDeletion.Delete(session, doomed);

    private async Task<List<EndedRun>> PageAsync(long from, Guid after, long before, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        return await db.Runs.Where(run => run.EndedAt >= from && run.EndedAt < before && (run.EndedAt > from || run.Id.CompareTo(after) > 0))
            .OrderBy(run => run.EndedAt).ThenBy(run => run.Id).Take(PageSize)
            .Select(run => new EndedRun(run.Id, run.State, run.EndedAt!.Value, db.Plans.Any(plan => plan.TaskId == run.TaskId && plan.LastRunId == run.Id)))
            .ToListAsync(cancellationToken);
    }

    private readonly record struct EndedRun(Guid Id, RunState State, long EndedAt, bool IsLast);
}
