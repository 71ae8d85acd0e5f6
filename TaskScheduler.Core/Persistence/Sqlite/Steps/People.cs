namespace TaskScheduler.Core.Persistence.Sqlite.Steps;

/// <summary>What people with accounts want to be told, and their messages in the page.</summary>
internal static class People
{
    public const string Sql = """
        -- One row for each account that has said anything; times of day in minutes after midnight.
        CREATE TABLE notify_settings (
            account_id BLOB NOT NULL PRIMARY KEY,
            time_zone TEXT NULL,
            mail_alerts INTEGER NOT NULL,
            bell INTEGER NOT NULL,
            quiet_from INTEGER NULL,
            quiet_to INTEGER NULL,
            summary INTEGER NOT NULL,
            summary_at INTEGER NOT NULL,
            summarized_at INTEGER NOT NULL);

        CREATE TABLE bell_messages (
            id BLOB NOT NULL PRIMARY KEY,
            account_id BLOB NOT NULL,
            key TEXT NOT NULL,
            at INTEGER NOT NULL,
            level INTEGER NOT NULL,
            silent INTEGER NOT NULL,
            subject TEXT NOT NULL,
            text TEXT NOT NULL,
            page TEXT NULL,
            task_id BLOB NULL,
            run_id BLOB NULL,
            read_at INTEGER NULL);
        CREATE UNIQUE INDEX bell_messages_once ON bell_messages (account_id, key);
        CREATE INDEX bell_messages_by_account ON bell_messages (account_id, id);
        CREATE INDEX bell_messages_unread ON bell_messages (account_id, id) WHERE read_at IS NULL;
        """;
}
