using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs.Executing;
using TaskScheduler.Core.Runs.Limits;

namespace TaskScheduler.Core.Runs;

/// <summary>Brings runs that an earlier program, or a full queue, left in the ledger back into the queue.</summary>
public sealed class RunBacklog(IDbContextFactory<SchedulerDb> databases, RunQueue queue, HeldRuns held)
{
    /// <summary>Puts queued runs into the queue, the most urgent first, then the longest due, as many as it holds.</summary>
    public async Task EnqueueAsync()
    {
        await using var db = databases.CreateDbContext();
        var queued = db.Runs
            .Where(run => run.EndedAt == null && run.State == RunState.Queued)
            .OrderByDescending(run => run.Priority)
            .ThenBy(run => run.DueAt)
            .Select(run => new QueuedRun(run.Id, run.TaskId, run.Priority))
            .AsAsyncEnumerable();
        var found = 0;
        await foreach (var run in queued)
        {
            // What is held waits for something, and comes back by itself; what is on trial has done so.
            if (held.Knows(run.RunId))
                continue;
            if (found++ == queue.Capacity)
            {
                queue.LeaveInLedger();
                return;
            }

            queue.Enqueue(run);
        }
    }
}
