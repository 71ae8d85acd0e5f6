using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs.Executing;

namespace TaskScheduler.Core.Runs.Leases;

/// <summary>Lets runs whose holder is gone, or gives them back, go on as their tasks say.</summary>
public sealed class LostRunRescuer(
    IWriteGate gate, IDbContextFactory<SchedulerDb> databases, RunRelay relay, OutcomeConsequences consequences, TimeProvider time, ILogger<LostRunRescuer> log)
{
    /// <summary>Rescues every run that was running; returns how many. Only right while nothing runs and nobody else holds the data.</summary>
    public Task<int> RescueAllAsync() => RescueAsync(db => db.Runs.Where(run => run.EndedAt == null && run.State == RunState.Running));

    /// <summary>Rescues the runs whose lease has lapsed and that this process does not hold itself; returns how many.</summary>
    public Task<int> RescueLapsedAsync(RunningRuns running)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return RescueAsync(db => db.Runs.Where(run => run.EndedAt == null && run.State == RunState.Running && (run.LeaseUntil == null || run.LeaseUntil < now)), running);
    }

    /// <summary>Marks a run that the stop of the program interrupted.</summary>
    public Task GiveBackAsync(ClaimedRun run) => gate.WriteAsync(session =>
    {
        if (RunChanges.Interrupt(session, run.Context.RunId, run.Fence, time.GetUtcNow()) is { } end)
            consequences.FollowEnded(session, [end]);
        relay.Announce(session, run.Context.RunId, run.Context.TaskId);
        return Task.FromResult(true);
    });

    private async Task<int> RescueAsync(Func<SchedulerDb, IQueryable<RunRow>> lostRuns, RunningRuns? running = null)
    {
        List<LostRun> lost;
        await using (var db = databases.CreateDbContext())
            lost = await lostRuns(db).Select(run => new LostRun(run.Id, run.TaskId, run.Fence, run.Priority)).ToListAsync();

        // On one machine nobody else can have taken what this process still performs, however late it renews.
        lost.RemoveAll(run => running?.Holds(run.RunId) == true);
        if (lost.Count == 0)
            return 0;
        await gate.WriteAsync(session =>
        {
            foreach (var run in lost)
                Lose(session, run, isQueued: running is not null);
            return Task.FromResult(lost.Count);
        });
        RunsLog.LostRuns(log, lost.Count);
        return lost.Count;
    }

    // At the start whoever takes from the queue reads the whole ledger first.
    private void Lose(WriteSession session, LostRun run, bool isQueued)
    {
        if (RunChanges.Lose(session, run.RunId, run.Fence, time.GetUtcNow()) is { } end)
            consequences.FollowEnded(session, [end]);

        if (!isQueued)
            return;

        // One that has ended is passed over by whoever claims.
        relay.Queue(session, new QueuedRun(run.RunId, run.TaskId, run.Priority));
        relay.EndedOf(session, run.TaskId);
    }

    private sealed record LostRun(Guid RunId, Guid TaskId, int Fence, int Priority);
}
