namespace TaskScheduler.Core.Persistence.Sqlite.Steps;

/// <summary>Calendar invites that were sent, and the secret addresses of calendar feeds.</summary>
internal static class Invites
{
    public const string Sql = """
        -- One row for each occurrence, or series, that somebody was invited for; its last version is what their calendar shows.
        CREATE TABLE invites (
            id BLOB NOT NULL PRIMARY KEY,
            task_id BLOB NOT NULL,
            due_at INTEGER NOT NULL,
            series INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            email TEXT NOT NULL,
            told TEXT NOT NULL,
            cancelled INTEGER NOT NULL);
        CREATE INDEX invites_of_task ON invites (task_id, due_at, series, cancelled);
        CREATE INDEX invites_by_due ON invites (due_at);

        -- All that is asked of a task whose time is near; those whose user is nobody are not in it.
        CREATE INDEX tasks_to_invite ON tasks (id, queue_ahead_ms, notify) WHERE user_email IS NOT NULL AND active = 1;

        CREATE TABLE calendar_feeds (
            id BLOB NOT NULL PRIMARY KEY,
            hash BLOB NOT NULL UNIQUE,
            account_id BLOB NOT NULL,
            scope INTEGER NOT NULL,
            tag TEXT NULL,
            created_at INTEGER NOT NULL,
            last_used_at INTEGER NULL);
        CREATE INDEX calendar_feeds_by_account ON calendar_feeds (account_id, created_at);
        """;
}
