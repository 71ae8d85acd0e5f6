namespace TaskScheduler.Core.Persistence.Sqlite.Steps;

/// <summary>The outbox, and what a task says of telling its user.</summary>
internal static class Messages
{
    public const string Sql = """
        -- What is to be sent, written with what it tells about.
        CREATE TABLE messages (
            id BLOB NOT NULL PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            kind INTEGER NOT NULL,
            via INTEGER NOT NULL,
            channel_id BLOB NULL,
            destination TEXT NOT NULL,
            subject TEXT NOT NULL,
            content TEXT NULL,
            task_id BLOB NULL,
            run_id BLOB NULL,
            state INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            next_at INTEGER NOT NULL,
            begun_at INTEGER NULL,
            error TEXT NULL,
            created_at INTEGER NOT NULL,
            ended_at INTEGER NULL);
        -- By what they leave through: each channel by itself, and all mail (which has no channel) together.
        CREATE INDEX messages_waiting ON messages (COALESCE(channel_id, x'00000000000000000000000000000000'), next_at) WHERE state = 0;
        CREATE INDEX messages_by_state ON messages (state, created_at, id);
        CREATE INDEX messages_by_time ON messages (created_at, id);

        -- Tasks from before tell as if their authors had said nothing.
        ALTER TABLE tasks ADD COLUMN notify TEXT NOT NULL DEFAULT '{}';
        ALTER TABLE tasks ADD COLUMN queue_ahead_ms INTEGER NULL;
        CREATE INDEX tasks_with_lead ON tasks (queue_ahead_ms) WHERE queue_ahead_ms IS NOT NULL;
        ALTER TABLE task_versions ADD COLUMN notify TEXT NOT NULL DEFAULT '{}';
        """;
}
