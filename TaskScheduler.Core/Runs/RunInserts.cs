using TaskScheduler.Core.Metrics.Journal;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs.Executing;

namespace TaskScheduler.Core.Runs;

/// <summary>Adds runs to the ledger inside a write that somebody else has begun.</summary>
internal static class RunInserts
{
    /// <summary>Adds a queued run for an occurrence; null when the occurrence has a run already, or the task is gone.</summary>
    public static QueuedRun? Queue(WriteSession session, Guid taskId, DateTimeOffset dueAt, RunTrigger trigger, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);

        // What every queued run has in common is written out: each value that is bound costs a tenth of the whole insert.
        using var reader = session.Statement("""
            INSERT INTO runs (id, task_id, task_version, title, type, state, "trigger", attempt, due_at, fence, occurrences, priority)
            SELECT @id, id, version, title, type, 0, @trigger, 1, @due, 0, 1, priority FROM tasks WHERE id = @task
            ON CONFLICT (task_id, due_at) DO NOTHING RETURNING priority
            """)
            .With("@id", id).With("@task", taskId).With("@trigger", (long)trigger).With("@due", dueAt).Read();
        return reader.Read() ? new QueuedRun(id, taskId, reader.GetInt32(0)) : null;
    }

    /// <summary>
    /// Adds a queued run that is due now. Its due instant is never a whole second, as those of schedules are, so that it
    /// can't take the place of an occurrence; a second one within the same millisecond moves back to a free one.
    /// </summary>
    public static QueuedRun? QueueNow(WriteSession session, Guid taskId, DateTimeOffset now, RunTrigger trigger)
    {
        var milliseconds = now.ToUnixTimeMilliseconds();
        for (var tries = 0; tries < 1_000; tries++, milliseconds--)
            if (milliseconds % 1000 != 0 && Queue(session, taskId, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), trigger, now) is { } run)
                return run;
        return null;
    }

    /// <summary>Keeps where a run's trace goes on, unless that is known already; nothing where there is none.</summary>
    public static void NoteTrace(WriteSession session, Guid runId, string? traceParent)
    {
        if (traceParent is not null)
            session.Statement("INSERT INTO run_inputs (run_id, trace_parent) VALUES (@run, @trace) ON CONFLICT (run_id) DO UPDATE SET trace_parent = COALESCE(trace_parent, excluded.trace_parent)")
                .With("@run", runId).With("@trace", traceParent).Execute();
    }

    /// <summary>Adds one row for all occurrences of a task that were missed.</summary>
    public static QueuedRun? Missed(WriteSession session, Guid taskId, DateTimeOffset first, DateTimeOffset last, int count, string reason, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        string? type = null;
        using (var reader = session.Statement("""
            INSERT INTO runs (id, task_id, task_version, title, type, state, "trigger", attempt, due_at, ended_at, fence, reason, occurrences, last_due_at)
            SELECT @id, id, version, title, type, 15, 0, 1, @first, @now, 0, @reason, @count, @last FROM tasks WHERE id = @task
            ON CONFLICT (task_id, due_at) DO NOTHING RETURNING type
            """)
            .With("@id", id).With("@task", taskId).With("@first", first).With("@last", count > 1 ? last : (DateTimeOffset?)null)
            .With("@count", count).With("@reason", reason).With("@now", now).Read())
            if (reader.Read())
                type = reader.GetString(0);
        if (type is null)
            return null;
        EndedJournal.Note(session, [new(taskId, type, RunState.Missed, first, null, now) { Count = count }]);
        return new QueuedRun(id, taskId);
    }
}
