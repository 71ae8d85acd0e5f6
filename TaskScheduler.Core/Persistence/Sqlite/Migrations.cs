using Microsoft.Data.Sqlite;

namespace TaskScheduler.Core.Persistence.Sqlite;

/// <summary>Brings the tables to what this program needs: forward only, each step once, all of them in one transaction.</summary>
public static class Migrations
{
    private static readonly IReadOnlyList<(string Name, string Sql)> steps =
    [
        ("Tasks and runs", """
            CREATE TABLE tasks (
                id BLOB NOT NULL PRIMARY KEY,
                title TEXT NOT NULL COLLATE NOCASE,
                description TEXT NOT NULL,
                type TEXT NOT NULL,
                payload TEXT NOT NULL,
                schedule_kind TEXT NOT NULL,
                schedule TEXT NOT NULL,
                active INTEGER NOT NULL,
                user_email TEXT NULL,
                tags TEXT NOT NULL,
                time_limit_ms INTEGER NOT NULL,
                version INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL);
            CREATE INDEX tasks_by_title ON tasks (title);
            CREATE INDEX tasks_by_creation ON tasks (created_at);

            CREATE TABLE plans (
                task_id BLOB NOT NULL PRIMARY KEY,
                next_due_at INTEGER NOT NULL,
                last_run_id BLOB NULL,
                last_state INTEGER NULL,
                last_ended_at INTEGER NULL) WITHOUT ROWID;
            CREATE INDEX plans_by_next_due ON plans (next_due_at);

            CREATE TABLE task_versions (
                task_id BLOB NOT NULL,
                version INTEGER NOT NULL,
                replaced_at INTEGER NOT NULL,
                title TEXT NOT NULL,
                description TEXT NOT NULL,
                type TEXT NOT NULL,
                payload TEXT NOT NULL,
                schedule TEXT NOT NULL,
                active INTEGER NOT NULL,
                user_email TEXT NULL,
                tags TEXT NOT NULL,
                time_limit_ms INTEGER NOT NULL,
                PRIMARY KEY (task_id, version));

            CREATE TABLE runs (
                id BLOB NOT NULL PRIMARY KEY,
                task_id BLOB NOT NULL,
                task_version INTEGER NOT NULL,
                title TEXT NOT NULL,
                type TEXT NOT NULL,
                state INTEGER NOT NULL,
                "trigger" INTEGER NOT NULL,
                attempt INTEGER NOT NULL,
                due_at INTEGER NOT NULL,
                started_at INTEGER NULL,
                ended_at INTEGER NULL,
                node TEXT NULL,
                fence INTEGER NOT NULL,
                reason TEXT NULL,
                error TEXT NULL,
                occurrences INTEGER NOT NULL,
                last_due_at INTEGER NULL) WITHOUT ROWID;
            CREATE UNIQUE INDEX runs_one_per_occurrence ON runs (task_id, due_at);
            CREATE INDEX runs_active ON runs (task_id) WHERE ended_at IS NULL;
            CREATE INDEX runs_by_end ON runs (ended_at) WHERE ended_at IS NOT NULL;

            CREATE TABLE run_attempts (
                run_id BLOB NOT NULL,
                attempt INTEGER NOT NULL,
                state INTEGER NOT NULL,
                lost INTEGER NOT NULL,
                started_at INTEGER NULL,
                ended_at INTEGER NULL,
                node TEXT NULL,
                reason TEXT NULL,
                error TEXT NULL,
                PRIMARY KEY (run_id, attempt)) WITHOUT ROWID;

            CREATE TABLE run_outputs (
                run_id BLOB NOT NULL PRIMARY KEY,
                output TEXT NOT NULL);
            """),
    ];

    /// <summary>The version of the tables that this program works with.</summary>
    public static int Latest => steps.Count;

    /// <exception cref="StartFault">The database was written by a newer program.</exception>
    public static void Apply(SqliteConnection connection, TimeProvider time)
    {
        // IMMEDIATE takes the write lock before looking, so that two processes can't both see an old version.
        using var transaction = connection.BeginTransaction(deferred: false);
        SqliteDatabase.Execute(connection, "CREATE TABLE IF NOT EXISTS schema_versions (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL)");
        var current = int.Parse(SqliteDatabase.Scalar(connection, "SELECT COALESCE(MAX(version), 0) FROM schema_versions")!, System.Globalization.CultureInfo.InvariantCulture);
        if (current > Latest)
            throw new StartFault($"The database has version {current}, this program knows up to {Latest}: it was written by a newer TaskScheduler. Nothing was changed; start the newer program, or use another data folder.");
        for (var version = current + 1; version <= Latest; version++)
        {
            SqliteDatabase.Execute(connection, steps[version - 1].Sql);
            using var note = connection.CreateCommand();
            note.CommandText = "INSERT INTO schema_versions (version, name, applied_at) VALUES (@version, @name, @at)";
            note.Parameters.AddWithValue("@version", version);
            note.Parameters.AddWithValue("@name", steps[version - 1].Name);
            note.Parameters.AddWithValue("@at", time.GetUtcNow().ToUnixTimeMilliseconds());
            note.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}
