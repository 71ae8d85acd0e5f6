namespace TaskScheduler.Core.Persistence.Sqlite.Steps;

/// <summary>The tables of tasks and their runs.</summary>
internal static class TasksAndRuns
{
    public const string Sql = """
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
        """;
}
