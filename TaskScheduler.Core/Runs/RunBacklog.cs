using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs.Executing;
using TaskScheduler.Core.Runs.Limits;

namespace TaskScheduler.Core.Runs;

/// <summary>
/// Brings runs that an earlier program, or a full queue, left in the ledger back into the queue. It goes through the ledger in rounds, from where
/// the last reading ended: runs that have to wait and find no room in memory keep nobody behind them from starting.
/// </summary>
public sealed class RunBacklog(IDbContextFactory<SchedulerDb> databases, RunQueue queue, HeldRuns held)
{
    private Place? last;
    private long leftBefore;

    /// <summary>Puts queued runs into the queue, the most urgent first, then the longest due, as many as it holds. For one caller at a time.</summary>
    public async Task EnqueueAsync()
    {
        if (last is null)
            leftBefore = queue.TimesLeft;
        await using var db = databases.CreateDbContext();
        var waiting = Ordered(db).Select(run => new Place(run.Id, run.TaskId, run.Priority, run.DueAt)).AsAsyncEnumerable();
        var found = 0;
        await foreach (var run in waiting)
        {
            // What is held waits for something, and comes back by itself; what is on trial has done so.
            if (held.Knows(run.Id))
                continue;
            if (found++ == queue.Capacity)
            {
                queue.ReadOn();
                return;
            }

            queue.Enqueue(new(run.Id, run.TaskId, run.Priority));
            last = run;
        }

        last = null;

        // Something may have been left behind the place where the reading was; without that, what still waits in the ledger waits for something.
        if (queue.TimesLeft != leftBefore)
            queue.ReadOn();
    }

    private IQueryable<RunRow> Ordered(SchedulerDb db)
    {
        var queued = db.Runs.Where(run => run.EndedAt == null && run.State == RunState.Queued);
        if (last is { Id: var id, Priority: var priority, DueAt: var due })
            queued = queued.Where(run => run.Priority < priority || (run.Priority == priority && (run.DueAt > due || (run.DueAt == due && run.Id.CompareTo(id) > 0))));
        return queued.OrderByDescending(run => run.Priority).ThenBy(run => run.DueAt).ThenBy(run => run.Id);
    }

    private sealed record Place(Guid Id, Guid TaskId, int Priority, long DueAt);
}
