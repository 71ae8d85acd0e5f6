using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;

namespace TaskScheduler.Benchmarks.History;

/// <summary>Writes a run of the past, with what belongs to it.</summary>
internal sealed class HistoryRows(IReadOnlyList<Guid> tasks, IReadOnlyList<string> types)
{
    /// <summary>How many of the latest runs have put something out.</summary>
    public const int WithOutput = 20_000;

    private const int Attempts = 3;
    private const int RunsPerMessage = 100;

    private int written;

    public void Add(WriteSession session, in PastRun run, bool hasOutput)
    {
        var id = Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(run.DueAt));
        var attempt = run.State == RunState.DeadLettered ? Attempts : 1;
        session.Statement("""
            INSERT INTO runs (id, task_id, task_version, title, type, state, "trigger", attempt, due_at, started_at, ended_at, node, fence, error, cause, occurrences, retries)
            VALUES (@id, @task, 1, @title, @type, @state, 0, @attempt, @due, @started, @ended, 'server-1', 1, @error, @cause, 1, @attempt - 1)
            """)
            .With("@id", id).With("@task", tasks[run.Task]).With("@title", $"Stored {run.Task}").With("@type", types[run.Task % types.Count]).With("@state", run.State).With("@attempt", (long)attempt)
            .With("@due", run.DueAt).With("@started", run.StartedAt).With("@ended", run.EndedAt).With("@error", run.Error).With("@cause", run.Cause).Execute();
        for (var earlier = 1; earlier < attempt; earlier++)
            session.Statement("INSERT INTO run_attempts (run_id, attempt, state, lost, started_at, ended_at, node, error) VALUES (@id, @attempt, 11, 0, @started, @ended, 'server-1', @error)")
                .With("@id", id).With("@attempt", (long)earlier).With("@started", run.StartedAt).With("@ended", run.EndedAt).With("@error", run.Error).Execute();
        if (hasOutput)
            session.Statement("INSERT INTO run_output_parts (run_id, attempt, part, start_byte, bytes, first_line, text) VALUES (@id, @attempt, 0, 0, 200, 0, @text)").With("@id", id).With("@attempt", (long)attempt).With("@text", new string('.', 200)).Execute();
        if (++written % RunsPerMessage == 0)
            AddMessage(session, id, run);
    }

    private void AddMessage(WriteSession session, Guid id, in PastRun run)
    {
        session.Statement("""
            INSERT INTO messages (id, key, kind, via, destination, subject, task_id, run_id, state, attempts, next_at, created_at, ended_at)
            VALUES (@id, @key, 0, 0, 'somebody@example.org', 'Executed: Stored', @task, @id, 2, 1, @at, @at, @at)
            """).With("@id", id).With("@key", $"seed:{id:N}").With("@task", tasks[run.Task]).With("@at", run.EndedAt).Execute();
        session.Statement("INSERT INTO audit_entries (at, actor_name, action, subject_id, subject_name) VALUES (@at, 'somebody@example.org', 'run.retried', @id, 'Stored')").With("@at", run.EndedAt).With("@id", id).Execute();
    }
}
