namespace TaskScheduler.Core.Persistence.Sqlite.Steps;

/// <summary>What tells whether all is well: failures in a row, what waits, and where a run was asked for.</summary>
internal static class Watching
{
    // Of a task that has failed for months the last 200 runs are enough: the step must not take minutes.
    public const string Sql = """
        -- How a task fares, kept with each outcome: the latest failure, how many there were since the last success, and when that was.
        ALTER TABLE plans ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE plans ADD COLUMN failed_at INTEGER NULL;
        ALTER TABLE plans ADD COLUMN failed_run_id BLOB NULL;
        ALTER TABLE plans ADD COLUMN last_success_at INTEGER NULL;
        UPDATE plans SET last_success_at = last_ended_at WHERE last_state = 10;
        UPDATE plans SET
            last_success_at = (SELECT r.ended_at FROM (SELECT state, ended_at FROM runs WHERE task_id = plans.task_id AND ended_at IS NOT NULL ORDER BY due_at DESC LIMIT 200) r WHERE r.state = 10 LIMIT 1),
            failed_run_id = (SELECT r.id FROM (SELECT id, state FROM runs WHERE task_id = plans.task_id AND ended_at IS NOT NULL ORDER BY due_at DESC LIMIT 200) r WHERE r.state IN (11, 12, 16) LIMIT 1)
            WHERE last_state IS NOT NULL AND last_state <> 10;
        UPDATE plans SET
            failed_at = (SELECT ended_at FROM runs WHERE id = plans.failed_run_id),
            failures = (SELECT COUNT(*) FROM (SELECT state, ended_at FROM runs WHERE task_id = plans.task_id AND ended_at IS NOT NULL ORDER BY due_at DESC LIMIT 200) r
                WHERE r.state IN (11, 12, 16) AND r.ended_at > COALESCE(plans.last_success_at, 0))
            WHERE failed_run_id IS NOT NULL AND EXISTS (SELECT 1 FROM tasks t WHERE t.id = plans.task_id AND t.active = 1);
        UPDATE plans SET failed_at = NULL, failed_run_id = NULL WHERE failures = 0 AND failed_run_id IS NOT NULL;
        CREATE INDEX plans_failing ON plans (failed_at, failures) WHERE failures > 0;

        -- What waits to start, those that were due first first.
        CREATE INDEX runs_waiting ON runs (due_at, state) WHERE state = 0;

        -- Where a task was made, where a run was asked for, and what a message follows from (W3C Trace Context); only while traces are sent.
        ALTER TABLE tasks ADD COLUMN trace_parent TEXT NULL;
        ALTER TABLE run_inputs ADD COLUMN trace_parent TEXT NULL;
        ALTER TABLE messages ADD COLUMN trace_parent TEXT NULL;

        -- One row that is written again and again, to see whether the disk still takes it.
        CREATE TABLE write_probe (
            id INTEGER NOT NULL PRIMARY KEY,
            at INTEGER NOT NULL);
        """;
}
