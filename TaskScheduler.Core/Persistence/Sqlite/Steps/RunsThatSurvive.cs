namespace TaskScheduler.Core.Persistence.Sqlite.Steps;

/// <summary>What retries, dead letters, limits, output and the further task types are kept in.</summary>
internal static class RunsThatSurvive
{
    public const string Sql = """
        -- How runs of a task are executed. Tasks from before were never tried again by themselves, and stay so.
        ALTER TABLE tasks ADD COLUMN execution TEXT NOT NULL DEFAULT '{"retry":{"kind":"none"}}';
        ALTER TABLE tasks ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE tasks ADD COLUMN after_task_id BLOB NULL;
        CREATE INDEX tasks_by_parent ON tasks (after_task_id) WHERE after_task_id IS NOT NULL;
        ALTER TABLE task_versions ADD COLUMN execution TEXT NOT NULL DEFAULT '{"retry":{"kind":"none"}}';

        -- Leases, retries, dead letters.
        ALTER TABLE runs ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE runs ADD COLUMN owner_id BLOB NULL;
        ALTER TABLE runs ADD COLUMN lease_until INTEGER NULL;
        ALTER TABLE runs ADD COLUMN retries INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE runs ADD COLUMN retry_at INTEGER NULL;
        ALTER TABLE runs ADD COLUMN cause TEXT NULL;
        ALTER TABLE runs ADD COLUMN cancelled_by TEXT NULL;
        ALTER TABLE run_inputs RENAME TO run_inputs_before;
        CREATE TABLE run_inputs (
            run_id BLOB NOT NULL PRIMARY KEY,
            input TEXT NULL,
            payload TEXT NULL,
            parent_run_id BLOB NULL);
        INSERT INTO run_inputs (run_id, input) SELECT run_id, input FROM run_inputs_before;
        DROP TABLE run_inputs_before;
        CREATE INDEX run_inputs_by_parent ON run_inputs (parent_run_id) WHERE parent_run_id IS NOT NULL;
        CREATE TABLE run_limits (
            scope INTEGER NOT NULL,
            name TEXT NOT NULL,
            concurrency INTEGER NULL,
            per_minute INTEGER NULL,
            PRIMARY KEY (scope, name)) WITHOUT ROWID;
        CREATE INDEX runs_retrying ON runs (retry_at) WHERE state = 2;
        CREATE INDEX runs_dead ON runs (type, cause, ended_at, task_id, state) WHERE state = 16;
        """;
}
