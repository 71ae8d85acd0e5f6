using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications;
using TaskScheduler.Core.Notifications.Alerts.Incidents;
using TaskScheduler.Core.Notifications.Executed;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs.Batches;
using TaskScheduler.Core.Runs.Chaining;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Core.Runs.Executing;

/// <summary>What follows from outcomes for tasks, in the transaction that writes them.</summary>
public sealed class OutcomeConsequences
{
    private readonly TaskChanges changes;
    private readonly ChainedTasks chained;
    private readonly StoppedTaskNotice notice;
    private readonly ExecutedMessages executed;
    private readonly RunAlerts alerts;
    private readonly TimeProvider time;

    internal OutcomeConsequences(TaskChanges changes, ChainedTasks chained, StoppedTaskNotice notice, ExecutedMessages executed, RunAlerts alerts, TimeProvider time)
    {
        this.changes = changes;
        this.chained = chained;
        this.notice = notice;
        this.executed = executed;
        this.alerts = alerts;
        this.time = time;
    }

    /// <summary>Tells the users of tasks, sets tasks inactive whose type asks for it, starts those that follow others, and holds all against the rules of alerts.</summary>
    public async Task FollowAsync(WriteSession session, IReadOnlyList<FinishedRun> written)
    {
        executed.Put(session, written);
        foreach (var run in written.Where(run => run.StopsTask).DistinctBy(run => run.Run.Context.TaskId))
            await StopAsync(session, run);
        FollowEnded(session, [.. written.Where(run => run.State.HasEnded()).Select(run => new EndedRun(run.Run.Context.RunId, run.Run.Context.TaskId, run.State, run.EndedAt) { TraceParent = run.TraceParent })]);
    }

    internal void FollowEnded(WriteSession session, IReadOnlyList<EndedRun> ended)
    {
        chained.Start(session, ended, time.GetUtcNow());
        alerts.Ended(session, ended);
    }

    private async Task StopAsync(WriteSession session, FinishedRun run)
    {
        var id = run.Run.Context.TaskId;
        if (await session.Db.Tasks.AsNoTracking().Include(task => task.Plan).SingleOrDefaultAsync(task => task.Id == id) is not { Active: true } task)
            return;
        changes.SetActive(session, Actor.Program, task, false, time.GetUtcNow());
        changes.Announce(session, [id]);
        notice.Put(session, task, run.Run.Context.RunId, run.Error);
    }
}
