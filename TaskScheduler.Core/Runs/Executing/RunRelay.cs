using TaskScheduler.Core.Live;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs.Limits;
using TaskScheduler.Core.Runs.Retries;

namespace TaskScheduler.Core.Runs.Executing;

/// <summary>Hands runs that a write has queued or changed on, once that write is committed.</summary>
public sealed class RunRelay(RunQueue queue, RunningRuns running, HeldRuns held, RetryAlarm alarm, LiveFeed feed)
{
    /// <summary>The run goes into the queue, and its change into the feed.</summary>
    public void Queue(WriteSession session, QueuedRun run) => Queue(session, [run]);

    public void Queue(WriteSession session, IReadOnlyCollection<QueuedRun> runs)
    {
        if (runs.Count > 0)
            session.AfterCommit(() =>
            {
                foreach (var run in runs)
                {
                    queue.Enqueue(run);
                    feed.PublishRun(run.RunId, run.TaskId);
                }
            });
    }

    /// <summary>The run waits for its next attempt until then.</summary>
    public void Wait(WriteSession session, QueuedRun run, DateTimeOffset until) => session.AfterCommit(() =>
    {
        alarm.SetFor(until);
        feed.PublishRun(run.RunId, run.TaskId);
    });

    /// <summary>A running run is asked to stop.</summary>
    /// <param name="why">The reason that its outcome gives, a sentence.</param>
    public void Cancel(WriteSession session, Guid runId, string why) => session.AfterCommit(() => running.Cancel(runId, why));

    /// <summary>A run of this task runs no more: those that waited for its end may try again.</summary>
    public void EndedOf(WriteSession session, Guid taskId) => session.AfterCommit(() => held.Release(WaitsFor.OwnTask(taskId).Key));

    /// <summary>The change of a run that does not start goes into the feed.</summary>
    public void Announce(WriteSession session, Guid runId, Guid taskId) => session.AfterCommit(() => feed.PublishRun(runId, taskId));
}
