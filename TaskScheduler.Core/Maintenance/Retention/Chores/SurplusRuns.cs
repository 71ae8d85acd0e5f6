using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;

namespace TaskScheduler.Core.Maintenance.Retention.Chores;

/// <summary>Runs of which their task has too many that ended alike: the newest stay, by when they were due.</summary>
internal sealed class SurplusRuns(IDbContextFactory<SchedulerDb> databases) : IRetentionChore
{
    private const int PageSize = 1_000;
    private const int TasksAtOnce = 100;

    public async IAsyncEnumerable<IReadOnlyList<Doomed>> FindAsync(RetentionRules rules, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (rules.FewestRuns() is not { } fewest)
            yield break;
        var tasks = await TasksAsync(Guid.Empty, fewest, cancellationToken);
        while (tasks.Count > 0)
        {
            foreach (var task in tasks)
                await foreach (var page in OfTaskAsync(task, rules, cancellationToken))
                    yield return page;
            tasks = await TasksAsync(tasks[^1], fewest, cancellationToken);
        }
    }

    public int Delete(WriteSession session, IReadOnlyList<Doomed> doomed) => RunDeletion.Delete(session, doomed);

    // Those that age takes are not counted, so that it does not matter which of the two comes first.
    private async IAsyncEnumerable<IReadOnlyList<Doomed>> OfTaskAsync(Guid task, RetentionRules rules, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var kept = new Dictionary<RunState, int>();
        var before = long.MaxValue;
        var page = await PageAsync(task, before, cancellationToken);
        while (page.Count > 0)
        {
            var doomed = new List<Doomed>();
            foreach (var run in page.Where(run => run.IsLast || !rules.IsPast(run.State, run.EndedAt)))
            {
                var rank = kept[run.State] = kept.GetValueOrDefault(run.State) + 1;
                if (rank > rules.PerTask(RetentionRules.KindOf(run.State)) && !run.IsLast && !rules.IsNeeded(run.EndedAt))
                    doomed.Add(new(RetentionRules.KindOf(run.State), run.Id, run.EndedAt));
            }

            yield return doomed;
            before = page[^1].DueAt;
            page = await PageAsync(task, before, cancellationToken);
        }
    }

    private async Task<List<Guid>> TasksAsync(Guid after, int fewest, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        return await db.Runs.Where(run => run.TaskId.CompareTo(after) > 0).GroupBy(run => run.TaskId)
            .Where(runs => runs.Count() > fewest).OrderBy(runs => runs.Key).Select(runs => runs.Key).Take(TasksAtOnce)
            .ToListAsync(cancellationToken);
    }

    private async Task<List<EndedRun>> PageAsync(Guid task, long before, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        return await db.Runs.Where(run => run.TaskId == task && run.DueAt < before && run.EndedAt != null)
            .OrderByDescending(run => run.DueAt).Take(PageSize)
            .Select(run => new EndedRun(run.Id, run.State, run.DueAt, run.EndedAt!.Value, db.Plans.Any(plan => plan.TaskId == run.TaskId && plan.LastRunId == run.Id)))
            .ToListAsync(cancellationToken);
    }

    private readonly record struct EndedRun(Guid Id, RunState State, long DueAt, long EndedAt, bool IsLast);
}
