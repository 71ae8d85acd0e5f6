using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Metrics.Journal;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs.Batches;
using TaskScheduler.Core.Runs.DeadLetters;
using TaskScheduler.Core.Runs.Executing;
using TaskScheduler.Core.Tasks.Execution;

namespace TaskScheduler.Core.Runs;

/// <summary>Changes of recorded runs other than claim and outcome, inside a write that somebody else has begun.</summary>
internal static class RunChanges
{
    private const int LostAttemptsAllowed = 1;

    /// <summary>Ends the runs of a task that have not started as skipped; returns their ids.</summary>
    public static List<Guid> SkipWaiting(WriteSession session, Guid taskId, string reason, DateTimeOffset now)
    {
        var skipped = new List<Guid>();
        var figures = new List<EndedFigures>();
        using (var reader = session.Statement("""
            UPDATE runs SET state = 14, ended_at = @now, reason = @reason, retry_at = NULL
            WHERE task_id = @task AND ended_at IS NULL AND state IN (0, 2) RETURNING task_id, type, due_at, started_at, retries, attempt, id
            """).With("@task", taskId).With("@now", now).With("@reason", reason).Read())
            while (reader.Read())
            {
                figures.Add(EndedFigures.Read(reader, RunState.Skipped, now));
                skipped.Add(GuidColumn.Read(reader, 6));
            }

        OutcomeBatch.BecomeLast(session, skipped.ConvertAll(run => new EndedRun(run, taskId, RunState.Skipped, now)));
        EndedJournal.Note(session, figures);
        return skipped;
    }

    /// <summary>Lets the waiting runs of a task use its definition as it is now.</summary>
    public static void RenewWaiting(WriteSession session, Guid taskId) => session.Statement("""
        UPDATE runs SET title = t.title, type = t.type, task_version = t.version, priority = t.priority FROM tasks t
        WHERE t.id = @task AND runs.task_id = @task AND runs.ended_at IS NULL AND runs.state IN (0, 2)
        """).With("@task", taskId).Execute();

    /// <summary>
    /// Takes note that a running attempt ended with the program. What its task says decides whether the run gets one further attempt. It ends
    /// when it was lost before, because whatever it does seems to bring the program down, when its task is gone, and when somebody had asked it to stop.
    /// </summary>
    /// <param name="fence">Of the claim that was lost; under another one nothing is done.</param>
    /// <returns>The run when it has ended by this; null when it goes on.</returns>
    public static EndedRun? Lose(WriteSession session, Guid runId, int fence, DateTimeOffset now) =>
        TryAgain(session, runId, fence, "The program ended while it was running", lost: true, now);

    /// <summary>The same for an attempt that a stop interrupted; that says nothing against the run, so it may happen any number of times.</summary>
    public static EndedRun? Interrupt(WriteSession session, Guid runId, int fence, DateTimeOffset now) =>
        TryAgain(session, runId, fence, "The stop of the program interrupted it", lost: false, now);

    /// <summary>Queues an ended run for a further attempt, with all its retries before it again; its latest attempt is kept as an earlier one.</summary>
    /// <param name="notBefore">When the attempt may start; null means now.</param>
    public static void Requeue(WriteSession session, Guid runId, DateTimeOffset? notBefore, DateTimeOffset now)
    {
        KeepAttempt(session, runId, lost: false, null, now);
        session.Statement("""
            UPDATE runs SET state = @state, retry_at = @at, attempt = attempt + 1, retries = 0, started_at = NULL, ended_at = NULL, node = NULL, fence = fence + 1,
                error = NULL, reason = NULL, cause = NULL, cancelled_by = NULL, title = t.title, type = t.type, task_version = t.version, priority = t.priority
            FROM tasks t WHERE t.id = runs.task_id AND runs.id = @id
            """).With("@id", runId).With("@at", notBefore).With("@state", (long)(notBefore is null ? RunState.Queued : RunState.Retrying)).Execute();
    }

    /// <summary>Ends the wait of a run for its next attempt.</summary>
    /// <param name="notBefore">Until when it shall wait instead; null means no longer.</param>
    public static void EndWait(WriteSession session, Guid runId, DateTimeOffset? notBefore) =>
        session.Statement("UPDATE runs SET state = @state, retry_at = @at WHERE id = @id AND state = 2")
            .With("@id", runId).With("@at", notBefore).With("@state", (long)(notBefore is null ? RunState.Queued : RunState.Retrying)).Execute();

    /// <summary>Queues the runs whose next attempt may start by now, the longest due first.</summary>
    public static List<QueuedRun> EndWaits(WriteSession session, DateTimeOffset now, int most)
    {
        using var reader = session.Statement("""
            UPDATE runs SET state = 0, retry_at = NULL
            WHERE id IN (SELECT id FROM runs INDEXED BY runs_retrying WHERE state = 2 AND retry_at <= @now ORDER BY retry_at LIMIT @most) RETURNING id, task_id, priority
            """).With("@now", now).With("@most", most).Read();
        var queued = new List<QueuedRun>();
        while (reader.Read())
            queued.Add(new(GuidColumn.Read(reader, 0), GuidColumn.Read(reader, 1), reader.GetInt32(2)));
        return queued;
    }

    private static EndedRun? TryAgain(WriteSession session, Guid runId, int fence, string what, bool lost, DateTimeOffset now)
    {
        if (session.Statement("SELECT id FROM runs WHERE id = @id AND fence = @fence AND state = 1").With("@id", runId).With("@fence", fence).ReadIds().Count == 0)
            return null;
        if (WhyNotAgain(session, runId, lost) is { } end)
            return EndLost(session, runId, $"{what}.", end, now);

        KeepAttempt(session, runId, lost, $"{what}.", now);
        session.Statement("""
            UPDATE runs SET state = 0, attempt = attempt + 1, started_at = NULL, node = NULL, owner_id = NULL, lease_until = NULL, fence = fence + 1, error = NULL, reason = @reason
            WHERE id = @id AND state = 1
            """).With("@id", runId).With("@reason", $"{what}; it is tried once more.").Execute();
        return null;
    }

    private static void KeepAttempt(WriteSession session, Guid runId, bool lost, string? error, DateTimeOffset now) => session.Statement("""
        INSERT INTO run_attempts (run_id, attempt, state, lost, started_at, ended_at, node, reason, error)
        SELECT id, attempt, CASE WHEN state = 1 THEN 11 ELSE state END, @lost, started_at, COALESCE(ended_at, @now), node, reason, COALESCE(@error, error) FROM runs WHERE id = @id
        """).With("@id", runId).With("@lost", lost ? 1 : 0).With("@error", error).With("@now", now).Execute();

    private static LostEnd? WhyNotAgain(WriteSession session, Guid runId, bool lost)
    {
        using var reader = session.Statement("""
            SELECT (SELECT COUNT(*) FROM run_attempts WHERE run_id = r.id AND lost = 1), r.cancelled_by, t.execution
            FROM runs r LEFT JOIN tasks t ON t.id = r.task_id WHERE r.id = @id
            """).With("@id", runId).Read();
        reader.Read();
        if (!reader.IsDBNull(1))
            return new(RunState.Cancelled, $"Cancelled by {reader.GetString(1)} while it was running.");
        if (reader.IsDBNull(2))
            return new(RunState.Failed, "Its task was deleted, so it is not tried again.");
        var rules = ExecutionColumn.Read(reader.GetString(2));
        var failed = rules.Retry.Retries == 0 ? RunState.Failed : RunState.DeadLettered;
        if (lost && reader.GetInt64(0) >= LostAttemptsAllowed)
            return new(failed, "It was lost for the second time, so it is not tried again by itself.");
        return lost && rules.Recovery == Recovery.MarkAsLost
            ? new(failed, "Its task says that a lost run is not tried again by itself. Find out how far it got before you retry it.")
            : null;
    }

    private static EndedRun EndLost(WriteSession session, Guid runId, string error, LostEnd end, DateTimeOffset now)
    {
        EndedFigures figures;
        using (var reader = session.Statement("""
            UPDATE runs SET state = @state, ended_at = @now, fence = fence + 1, error = @error, reason = @reason, cause = @cause, owner_id = NULL, lease_until = NULL
            WHERE id = @id AND state = 1 RETURNING task_id, type, due_at, started_at, retries, attempt
            """)
            .With("@id", runId).With("@now", now).With("@state", (long)end.State).With("@reason", end.Reason)
            .With("@error", end.State == RunState.Cancelled ? null : error).With("@cause", end.State == RunState.DeadLettered ? FailureCause.Of(error) : null).Read())
        {
            reader.Read();
            figures = EndedFigures.Read(reader, end.State, now);
        }

        var ended = new EndedRun(runId, figures.TaskId, end.State, now);
        OutcomeBatch.BecomeLast(session, [ended]);
        EndedJournal.Note(session, [figures]);
        return ended;
    }

    /// <summary>How a lost run ends that is not tried again.</summary>
    private sealed record LostEnd(RunState State, string Reason);
}
