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
        -- Output: each attempt's in parts
        CREATE TABLE run_output_parts (
            run_id BLOB NOT NULL,
            attempt INTEGER NOT NULL,
            part INTEGER NOT NULL,
            start_byte INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            first_line INTEGER NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (run_id, attempt, part));
        INSERT INTO run_output_parts (run_id, attempt, part, start_byte, bytes, first_line, text)
            SELECT o.run_id, r.attempt, 0, 0, LENGTH(CAST(o.output AS BLOB)), 0, o.output FROM run_outputs o JOIN runs r ON r.id = o.run_id WHERE o.output <> '';
        DROP TABLE run_outputs;
        -- Secrets: values that tasks use by name.
        CREATE TABLE secrets (
            name TEXT NOT NULL PRIMARY KEY,
            encrypted TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            changed_at INTEGER NOT NULL,
            changed_by TEXT NOT NULL);
        -- Payments: the built-in ledger, amounts in the smallest unit of the currency.
        CREATE TABLE ledger_accounts (
            id BLOB NOT NULL PRIMARY KEY,
            name TEXT NOT NULL COLLATE NOCASE UNIQUE,
            currency TEXT NOT NULL,
            owner_id BLOB NULL,
            external INTEGER NOT NULL,
            frozen INTEGER NOT NULL,
            balance INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            CHECK (external = 1 OR balance >= 0));
        CREATE INDEX ledger_accounts_by_owner ON ledger_accounts (owner_id, name);

        CREATE TABLE ledger_transactions (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            from_id BLOB NOT NULL,
            to_id BLOB NOT NULL,
            amount INTEGER NOT NULL CHECK (amount > 0),
            reference TEXT NOT NULL,
            run_id BLOB NULL,
            at INTEGER NOT NULL,
            CHECK (from_id <> to_id));

        CREATE TABLE ledger_entries (
            account_id BLOB NOT NULL,
            transaction_id INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            balance INTEGER NOT NULL,
            PRIMARY KEY (account_id, transaction_id)) WITHOUT ROWID;
        """;
}
