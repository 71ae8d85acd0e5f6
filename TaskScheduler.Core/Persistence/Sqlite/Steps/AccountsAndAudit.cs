namespace TaskScheduler.Core.Persistence.Sqlite.Steps;

/// <summary>Who may do what, who did what, and orders of long lists.</summary>
internal static class AccountsAndAudit
{
    public const string Sql = """
        ALTER TABLE tasks ADD COLUMN owner_id BLOB NULL;
        CREATE INDEX tasks_by_owner ON tasks (owner_id);
        ALTER TABLE task_versions ADD COLUMN owner_id BLOB NULL;

        -- One for each order of the list, with the id in it: a page is then read in the index from where it begins, however deep.
        DROP INDEX tasks_by_title;
        DROP INDEX tasks_by_creation;
        CREATE INDEX tasks_by_title ON tasks (title, id);
        CREATE INDEX tasks_by_type ON tasks (type, title, id);
        CREATE INDEX tasks_by_creation ON tasks (created_at, id);
        CREATE INDEX tasks_by_update ON tasks (updated_at, id);

        CREATE TABLE accounts (
            id BLOB NOT NULL PRIMARY KEY,
            email TEXT NOT NULL,
            normalized_email TEXT NOT NULL UNIQUE,
            password_hash TEXT NULL,
            role INTEGER NOT NULL,
            shared_tags TEXT NOT NULL,
            disabled INTEGER NOT NULL,
            two_factor_enabled INTEGER NOT NULL,
            lockout_end INTEGER NULL,
            access_failed_count INTEGER NOT NULL,
            security_stamp TEXT NULL,
            concurrency_stamp TEXT NULL,
            created_at INTEGER NOT NULL);

        CREATE TABLE account_secrets (
            account_id BLOB NOT NULL,
            provider TEXT NOT NULL,
            name TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (account_id, provider, name));

        CREATE TABLE sessions (
            id BLOB NOT NULL PRIMARY KEY,
            account_id BLOB NOT NULL,
            created_at INTEGER NOT NULL,
            last_seen_at INTEGER NOT NULL,
            from_address TEXT NULL,
            user_agent TEXT NULL);
        CREATE INDEX sessions_by_account ON sessions (account_id);

        CREATE TABLE api_tokens (
            id BLOB NOT NULL PRIMARY KEY,
            account_id BLOB NOT NULL,
            name TEXT NOT NULL,
            hash BLOB NOT NULL UNIQUE,
            hint TEXT NOT NULL,
            rights INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            expires_at INTEGER NULL,
            last_used_at INTEGER NULL,
            revoked_at INTEGER NULL);

        CREATE TABLE audit_entries (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            actor_id BLOB NULL,
            actor_name TEXT NOT NULL,
            from_address TEXT NULL,
            action TEXT NOT NULL,
            subject_id BLOB NULL,
            subject_name TEXT NOT NULL,
            version INTEGER NULL,
            detail TEXT NULL);
        CREATE INDEX audit_by_time ON audit_entries (at);
        CREATE INDEX audit_by_subject ON audit_entries (subject_id, at);
        CREATE INDEX audit_by_actor ON audit_entries (actor_name, at);
        CREATE INDEX audit_by_action ON audit_entries (action, at);

        CREATE TABLE idempotency_keys (
            caller TEXT NOT NULL,
            key TEXT NOT NULL,
            fingerprint BLOB NOT NULL,
            answer TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            PRIMARY KEY (caller, key)) WITHOUT ROWID;
        CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

        CREATE TABLE task_hooks (
            task_id BLOB NOT NULL PRIMARY KEY,
            hash BLOB NOT NULL UNIQUE,
            created_at INTEGER NOT NULL,
            last_used_at INTEGER NULL);

        CREATE TABLE run_inputs (
            run_id BLOB NOT NULL PRIMARY KEY,
            input TEXT NOT NULL);
        """;
}
