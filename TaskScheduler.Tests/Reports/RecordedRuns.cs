using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;

namespace TaskScheduler.Tests.Reports;

/// <summary>Writes ended runs into the tables as if they had happened.</summary>
internal static class RecordedRuns
{
    /// <param name="elapsed">In ms; null when it never started.</param>
    public static Task AddAsync(IWriteGate gate, Guid task, string title, RunState state, DateTimeOffset due, long? elapsed, long late = 0, string? error = null, int occurrences = 1, int attempt = 1) =>
        gate.WriteAsync(session => Task.FromResult(session.Statement("""
            INSERT INTO runs (id, task_id, task_version, title, type, state, "trigger", attempt, due_at, started_at, ended_at, fence, error, occurrences)
            VALUES (@id, @task, 1, @title, 'scripted', @state, 0, @attempt, @due, @started, @ended, 1, @error, @occurrences)
            """)
            .With("@id", Guid.CreateVersion7(due)).With("@task", task).With("@title", title).With("@state", state).With("@attempt", attempt).With("@due", due)
            .With("@started", elapsed is null ? null : due.AddMilliseconds(late)).With("@ended", due.AddMilliseconds(late + (elapsed ?? 0)))
            .With("@error", error).With("@occurrences", occurrences).Execute()));

    /// <summary>A million and more in seconds: made by the database itself.</summary>
    public static Task AddManyAsync(IWriteGate gate, int count, int tasks, DateTimeOffset first) => gate.WriteAsync(session => Task.FromResult(session.Statement("""
        WITH RECURSIVE numbered (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM numbered WHERE i + 1 < @count)
        INSERT INTO runs (id, task_id, task_version, title, type, state, "trigger", attempt, due_at, started_at, ended_at, fence, error, occurrences)
        SELECT CAST(printf('%016d', i) AS BLOB), CAST(printf('%016d', i % @tasks) AS BLOB), 1, 'Task ' || (i % @tasks), 'scripted', CASE WHEN i % 50 = 0 THEN 11 ELSE 10 END, 0, 1,
            @first + i, @first + i + i % 97, @first + i + i % 97 + (i * 7919) % 5000, 1, CASE WHEN i % 50 = 0 THEN 'Broken ' || (i % 5) END, 1
        FROM numbered
        """).With("@count", (long)count).With("@tasks", (long)tasks).With("@first", first).Execute()));
}
