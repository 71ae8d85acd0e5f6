using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Metrics.Journal;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs.Batches;
using TaskScheduler.Core.Runs.Chaining;
using TaskScheduler.Core.Runs.Executing;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Core.Runs.Control;

/// <summary>Does what users ask of single runs.</summary>
public sealed class RunControl(IWriteGate gate, RunRelay relay, ChainedTasks chained, RunPayloads payloads, ICaller caller, TimeProvider time)
{
    private const string NotYours = "The task of this run belongs to somebody else. Its owner, operators it is shared with by a tag, and administrators may do this.";
    private const string NoRun = "There is no run with this id.";

    /// <summary>Ends a waiting run as cancelled, asks a running one to stop; a conflict when it has ended.</summary>
    public Task<Result<Run>> CancelAsync(Guid id, CancellationToken cancellationToken)
    {
        var actor = caller.Actor;
        return gate.WriteAsync(session => CancelAsync(session, actor, id, cancellationToken));
    }

    public Task<Result<Run>> RetryAsync(Guid id, CancellationToken cancellationToken) => RetryAsync(id, null, cancellationToken);

    /// <summary>
    /// Gives a run that did not succeed a further attempt, with its task's current definition and all its retries; one that waits for its next
    /// attempt need not wait any longer. A conflict when it succeeded, or is queued or running.
    /// </summary>
    /// <param name="change">What is different this time; null when nothing is.</param>
    public Task<Result<Run>> RetryAsync(Guid id, RetryChange? change, CancellationToken cancellationToken)
    {
        var actor = caller.Actor;
        return gate.WriteAsync(session => RetryAsync(session, actor, id, change ?? RetryChange.Nothing, cancellationToken));
    }

    /// <summary>Takes a dead letter out of the inbox: it ends as failed, with the reason for which nobody tries it again.</summary>
    public Task<Result<Run>> DiscardAsync(Guid id, string? reason, CancellationToken cancellationToken)
    {
        var actor = caller.Actor;
        return gate.WriteAsync(session => DiscardAsync(session, actor, id, reason, cancellationToken));
    }

    internal async Task<Result<Run>> CancelAsync(WriteSession session, Actor actor, Guid id, CancellationToken cancellationToken)
    {
        var found = await FindAsync(session, actor, id, cancellationToken);
        if (!found.Succeeded)
            return Result<Run>.RefusedAs(found);
        var row = found.Value;
        if (row.State.HasEnded())
            return Result<Run>.Conflict("state", "This run has ended already, so there is nothing to cancel.");
        var now = time.GetUtcNow();
        Note(session, actor, AuditActions.RunCancelled, row, now);
        row.CancelledBy = actor.Name;
        if (row.State == RunState.Running)
        {
            relay.Cancel(session, id, $"Cancelled by {actor.Name} while it was running.");
        }
        else
        {
            row.Reason = $"Cancelled by {actor.Name} before {(row.State == RunState.Retrying ? "its next attempt" : "it")} started.";
            row.State = RunState.Cancelled;
            row.EndedAt = now.ToUnixTimeMilliseconds();
            row.RetryAt = null;
            var ended = new EndedRun(id, row.TaskId, row.State, now);
            OutcomeBatch.BecomeLast(session, [ended]);
            EndedJournal.Note(session, [new(row.TaskId, row.Type, row.State, DateTimeOffset.FromUnixTimeMilliseconds(row.DueAt), null, now) { Retries = row.Retries, Attempt = row.Attempt }]);
            chained.Start(session, [ended], now);
        }

        await session.Db.SaveChangesAsync(cancellationToken);
        relay.Announce(session, id, row.TaskId);
        return RunRows.Run(row);
    }

    internal async Task<Result<Run>> RetryAsync(WriteSession session, Actor actor, Guid id, RetryChange change, CancellationToken cancellationToken)
    {
        var found = await FindAsync(session, actor, id, cancellationToken);
        if (!found.Succeeded)
            return Result<Run>.RefusedAs(found);
        var row = found.Value;
        if (change.Payload is not null && !actor.May(Rights.Write))
            return Result<Run>.Forbidden(RunPayloads.NotWithThese);
        if (await WhyNotAgainAsync(session, row, cancellationToken) is { } conflict)
            return conflict;
        if (change.Payload is { } payload && await payloads.PutAsync(session, actor, row, payload, cancellationToken) is { Count: > 0 } faults)
            return Result<Run>.Invalid(faults);
        var now = time.GetUtcNow();
        if (row.State == RunState.Retrying)
            RunChanges.EndWait(session, id, change.NotBefore);
        else
            RunChanges.Requeue(session, id, change.NotBefore, now);
        Note(session, actor, AuditActions.RunRetried, row, now);
        var after = await session.Db.Runs.AsNoTracking().SingleAsync(run => run.Id == id, cancellationToken);
        var queued = new QueuedRun(id, row.TaskId, after.Priority);
        if (after.State == RunState.Queued)
            relay.Queue(session, queued);
        else
            relay.Wait(session, queued, change.NotBefore!.Value);
        return RunRows.Run(after);
    }

    internal async Task<Result<Run>> DiscardAsync(WriteSession session, Actor actor, Guid id, string? reason, CancellationToken cancellationToken)
    {
        var found = await FindAsync(session, actor, id, cancellationToken);
        if (!found.Succeeded)
            return Result<Run>.RefusedAs(found);
        var row = found.Value;
        if (RunRules.DiscardReason(reason, out var words) is { } fault)
            return Result<Run>.Invalid([fault]);
        if (row.State != RunState.DeadLettered)
            return Result<Run>.Conflict("state", "This run is no dead letter, so there is nothing to discard.");
        Note(session, actor, AuditActions.RunDiscarded, row, time.GetUtcNow(), words);
        row.State = RunState.Failed;
        row.Reason = $"Discarded by {actor.Name}: {words}";
        row.Cause = null;
        await session.Db.SaveChangesAsync(cancellationToken);
        relay.Announce(session, id, row.TaskId);
        return RunRows.Run(row);
    }

    private static async Task<Result<RunRow>> FindAsync(WriteSession session, Actor actor, Guid id, CancellationToken cancellationToken)
    {
        if (await session.Db.Runs.AsTracking().SingleOrDefaultAsync(run => run.Id == id, cancellationToken) is not { } row)
            return Result<RunRow>.NotFound(NoRun);
        return await MayAsync(session, actor, row) ? row : Result<RunRow>.Forbidden(NotYours);
    }

    private static async Task<Result<Run>?> WhyNotAgainAsync(WriteSession session, RunRow row, CancellationToken cancellationToken)
    {
        if (row.State is RunState.Queued or RunState.Running)
            return Result<Run>.Conflict("state", "This run has not ended yet; cancel it, or wait for its end.");
        if (row.State == RunState.Succeeded)
            return Result<Run>.Conflict("state", "This run succeeded. To do it once more, run its task now.");
        if (row.Occurrences > 1)
            return Result<Run>.Conflict("state", $"This entry stands for {row.Occurrences:N0} missed occurrences. To do it once, run its task now.");
        return await session.Db.Tasks.AnyAsync(task => task.Id == row.TaskId, cancellationToken)
            ? null
            : Result<Run>.Conflict("taskId", "The task of this run was deleted, so it can't be tried again.");
    }

    private static void Note(WriteSession session, Actor actor, string action, RunRow run, DateTimeOffset now, string? reason = null)
    {
        var detail = new System.Text.Json.Nodes.JsonObject { ["taskId"] = run.TaskId.ToString(), ["attempt"] = run.Attempt };
        if (reason is not null)
            detail["reason"] = SecretMask.InText(reason);
        AuditTrail.Note(session, actor, new(action, run.Id, run.Title) { Detail = detail }, now);
    }

    // Of a task that is gone nobody knows the owner any more, so its runs are the administrators'.
    private static async Task<bool> MayAsync(WriteSession session, Actor actor, RunRow run)
    {
        var task = await session.Db.Tasks.AsNoTracking().Where(task => task.Id == run.TaskId).Select(task => new { task.OwnerId, task.Tags }).SingleOrDefaultAsync(CancellationToken.None);
        return actor.May(Rights.Run, task?.OwnerId, task is null ? [] : TaskRows.Tags(task.Tags));
    }
}
