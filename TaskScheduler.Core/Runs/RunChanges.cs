using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs.Batches;

namespace TaskScheduler.Core.Runs;

/// <summary>Changes of recorded runs other than claim and outcome, inside a write that somebody else has begun.</summary>
internal static class RunChanges
{
    private const int LostAttemptsAllowed = 1;

    /// <summary>Ends the runs of a task that have not started as skipped; returns their ids.</summary>
    public static List<Guid> SkipWaiting(WriteSession session, Guid taskId, string reason, DateTimeOffset now)
    {
        var skipped = session.Statement("""
            UPDATE runs SET state = 14, ended_at = @now, reason = @reason
            WHERE task_id = @task AND ended_at IS NULL AND state IN (0, 2) RETURNING id
            """).With("@task", taskId).With("@now", now).With("@reason", reason).ReadIds();
        OutcomeBatch.BecomeLast(session, skipped.ConvertAll(run => new EndedRun(run, taskId, RunState.Skipped, now)));
        return skipped;
    }

    /// <summary>Lets the waiting runs of a task use its definition as it is now.</summary>
    public static void RenewWaiting(WriteSession session, Guid taskId) => session.Statement("""
        UPDATE runs SET title = t.title, type = t.type, task_version = t.version FROM tasks t
        WHERE t.id = @task AND runs.task_id = @task AND runs.ended_at IS NULL AND runs.state IN (0, 2)
        """).With("@task", taskId).Execute();

    /// <summary>
    /// Takes note that a running attempt ended with the program. The run is queued for one further attempt. It ends as failed
    /// when it was lost before, because whatever it does seems to bring the program down, and when its task is gone.
    /// </summary>
    public static void Lose(WriteSession session, Guid runId, DateTimeOffset now) =>
        TryAgain(session, runId, "The program ended while it was running", lost: true, now);

    /// <summary>The same for an attempt that a stop interrupted; that says nothing against the run, so it may happen any number of times.</summary>
    public static void Interrupt(WriteSession session, Guid runId, DateTimeOffset now) =>
        TryAgain(session, runId, "The stop of the program interrupted it", lost: false, now);

    /// <summary>Queues an ended run for a further attempt; its latest attempt is kept as an earlier one.</summary>
    public static void Requeue(WriteSession session, Guid runId, DateTimeOffset now)
    {
        KeepAttempt(session, runId, lost: false, null, now);
        session.Statement("""
            UPDATE runs SET state = 0, attempt = attempt + 1, started_at = NULL, ended_at = NULL, node = NULL, fence = fence + 1, error = NULL, reason = NULL,
                title = t.title, type = t.type, task_version = t.version
            FROM tasks t WHERE t.id = runs.task_id AND runs.id = @id
            """).With("@id", runId).Execute();
    }

    private static void TryAgain(WriteSession session, Guid runId, string what, bool lost, DateTimeOffset now)
    {
        if (WhyNotAgain(session, runId, lost) is { } reason)
        {
            FailLost(session, runId, $"{what}.", reason, now);
            return;
        }

        KeepAttempt(session, runId, lost, $"{what}.", now);
        session.Statement("""
            UPDATE runs SET state = 0, attempt = attempt + 1, started_at = NULL, node = NULL, fence = fence + 1, error = NULL, reason = @reason
            WHERE id = @id AND state = 1
            """).With("@id", runId).With("@reason", $"{what}; it is tried once more.").Execute();
    }

    private static void KeepAttempt(WriteSession session, Guid runId, bool lost, string? error, DateTimeOffset now) => session.Statement("""
        INSERT INTO run_attempts (run_id, attempt, state, lost, started_at, ended_at, node, reason, error)
        SELECT id, attempt, CASE WHEN state = 1 THEN 11 ELSE state END, @lost, started_at, COALESCE(ended_at, @now), node, reason, COALESCE(@error, error) FROM runs WHERE id = @id
        """).With("@id", runId).With("@lost", lost ? 1 : 0).With("@error", error).With("@now", now).Execute();

    private static string? WhyNotAgain(WriteSession session, Guid runId, bool lost)
    {
        using var reader = session.Statement("""
            SELECT (SELECT COUNT(*) FROM run_attempts WHERE run_id = r.id AND lost = 1), EXISTS (SELECT 1 FROM tasks WHERE id = r.task_id) FROM runs r WHERE r.id = @id
            """).With("@id", runId).Read();
        reader.Read();
        return lost && reader.GetInt64(0) >= LostAttemptsAllowed ? "It was lost for the second time, so it is not tried again by itself."
            : reader.GetInt64(1) == 0 ? "Its task was deleted, so it is not tried again."
            : null;
    }

    private static void FailLost(WriteSession session, Guid runId, string error, string reason, DateTimeOffset now)
    {
        var tasks = session.Statement("UPDATE runs SET state = 11, ended_at = @now, fence = fence + 1, error = @error, reason = @reason WHERE id = @id AND state = 1 RETURNING task_id")
            .With("@id", runId).With("@now", now).With("@error", error).With("@reason", reason).ReadIds();
        OutcomeBatch.BecomeLast(session, tasks.ConvertAll(task => new EndedRun(runId, task, RunState.Failed, now)));
    }
}
