using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs.Batches;
using TaskScheduler.Core.Runs.Executing;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Core.Runs;

/// <summary>Does what users ask of single runs.</summary>
public sealed class RunControl(IWriteGate gate, RunQueue queue, RunningRuns running, LiveFeed feed, ICaller caller, TimeProvider time)
{
    private const string NotYours = "The task of this run belongs to somebody else. Its owner, operators it is shared with by a tag, and administrators may do this.";

    /// <summary>Ends a waiting run as cancelled, asks a running one to stop; a conflict when it has ended.</summary>
    public async Task<Result<Run>> CancelAsync(Guid id, CancellationToken cancellationToken)
    {
        var actor = caller.Actor;
        var result = await gate.WriteAsync<Result<Run>>(async session =>
        {
            if (await session.Db.Runs.AsTracking().SingleOrDefaultAsync(run => run.Id == id, cancellationToken) is not { } row)
                return Result<Run>.NotFound("There is no run with this id.");
            if (!await MayAsync(session, actor, row))
                return Result<Run>.Forbidden(NotYours);
            if (row.State.HasEnded())
                return Result<Run>.Conflict("state", "This run has ended already, so there is nothing to cancel.");
            var now = time.GetUtcNow();
            Note(session, actor, AuditActions.RunCancelled, row, now);
            if (row.State == RunState.Running)
                return RunRows.Run(row);
            row.State = RunState.Cancelled;
            row.EndedAt = now.ToUnixTimeMilliseconds();
            row.Reason = "Cancelled by a user before it started.";
            await session.Db.SaveChangesAsync(cancellationToken);
            OutcomeBatch.BecomeLast(session, [new(id, row.TaskId, row.State, now)]);
            session.AfterCommit(() => feed.PublishRun(id, row.TaskId));
            return RunRows.Run(row);
        });
        if (result.Value is { State: RunState.Running })
            running.Cancel(id);
        return result;
    }

    /// <summary>Gives a run that did not succeed a further attempt, with its task's current definition; a conflict when it succeeded or has not ended.</summary>
    public Task<Result<Run>> RetryAsync(Guid id, CancellationToken cancellationToken)
    {
        var actor = caller.Actor;
        return gate.WriteAsync(session => RetryAsync(session, actor, id, cancellationToken));
    }

    private async Task<Result<Run>> RetryAsync(WriteSession session, Actor actor, Guid id, CancellationToken cancellationToken)
    {
        var runs = session.Db.Runs.AsNoTracking().Where(run => run.Id == id);
        if (await runs.SingleOrDefaultAsync(cancellationToken) is not { } row)
            return Result<Run>.NotFound("There is no run with this id.");
        if (!await MayAsync(session, actor, row))
            return Result<Run>.Forbidden(NotYours);
        if (!row.State.HasEnded())
            return Result<Run>.Conflict("state", "This run has not ended yet; cancel it, or wait for its end.");
        if (row.State == RunState.Succeeded)
            return Result<Run>.Conflict("state", "This run succeeded. To do it once more, run its task now.");
        if (row.Occurrences > 1)
            return Result<Run>.Conflict("state", $"This entry stands for {row.Occurrences:N0} missed occurrences. To do it once, run its task now.");
        if (!await session.Db.Tasks.AnyAsync(task => task.Id == row.TaskId, cancellationToken))
            return Result<Run>.Conflict("taskId", "The task of this run was deleted, so it can't be tried again.");
        var now = time.GetUtcNow();
        RunChanges.Requeue(session, id, now);
        Note(session, actor, AuditActions.RunRetried, row, now);
        session.AfterCommit(() =>
        {
            queue.Enqueue(new(id, row.TaskId));
            feed.PublishRun(id, row.TaskId);
        });
        return RunRows.Run(await runs.SingleAsync(cancellationToken));
    }

    private static void Note(WriteSession session, Actor actor, string action, RunRow run, DateTimeOffset now) =>
        AuditTrail.Note(session, actor, new(action, run.Id, run.Title) { Detail = new() { ["taskId"] = run.TaskId.ToString(), ["attempt"] = run.Attempt } }, now);

    // Of a task that is gone nobody knows the owner any more, so its runs are the administrators'.
    private static async Task<bool> MayAsync(WriteSession session, Actor actor, RunRow run)
    {
        var task = await session.Db.Tasks.AsNoTracking().Where(task => task.Id == run.TaskId).Select(task => new { task.OwnerId, task.Tags }).SingleOrDefaultAsync(CancellationToken.None);
        return actor.May(Rights.Run, task?.OwnerId, task is null ? [] : TaskRows.Tags(task.Tags));
    }
}
