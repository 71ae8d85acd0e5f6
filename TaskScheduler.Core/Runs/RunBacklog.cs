using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs.Executing;

namespace TaskScheduler.Core.Runs;

/// <summary>Brings runs that an earlier program, or a full queue, left in the ledger back into the queue.</summary>
public sealed class RunBacklog(IWriteGate gate, IDbContextFactory<SchedulerDb> databases, RunQueue queue, LiveFeed feed, TimeProvider time, ILogger<RunBacklog> log)
{
    /// <summary>Marks the runs that were running when the program ended; returns how many. Only right while nothing runs.</summary>
    public async Task<int> RescueLostAsync()
    {
        List<Guid> lost;
        await using (var db = databases.CreateDbContext())
            lost = await db.Runs.Where(run => run.EndedAt == null && run.State == RunState.Running).Select(run => run.Id).ToListAsync();
        if (lost.Count == 0)
            return 0;
        await gate.WriteAsync(session =>
        {
            foreach (var run in lost)
                RunChanges.Lose(session, run, time.GetUtcNow());
            return Task.FromResult(lost.Count);
        });
        RunsLog.LostRuns(log, lost.Count);
        return lost.Count;
    }

    /// <summary>Puts queued runs into the queue, the longest due first, as many as it holds.</summary>
    public async Task EnqueueAsync()
    {
        await using var db = databases.CreateDbContext();
        var queued = db.Runs
            .Where(run => run.EndedAt == null && run.State == RunState.Queued)
            .OrderBy(run => run.DueAt)
            .Select(run => new QueuedRun(run.Id, run.TaskId))
            .Take(queue.Capacity)
            .AsAsyncEnumerable();
        var found = 0;
        await foreach (var run in queued)
        {
            queue.Enqueue(run);
            found++;
        }

        if (found == queue.Capacity)
            queue.LeaveInLedger();
    }

    /// <summary>Marks a run that the stop of the program interrupted.</summary>
    public async Task InterruptedAsync(ClaimedRun run)
    {
        await gate.WriteAsync(session =>
        {
            RunChanges.Interrupt(session, run.Context.RunId, time.GetUtcNow());
            return Task.FromResult(true);
        });
        RunsLog.Interrupted(log, run.Context.RunId);
        feed.PublishRun(run.Context.RunId, run.Context.TaskId);
    }
}
