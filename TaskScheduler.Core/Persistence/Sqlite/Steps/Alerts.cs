namespace TaskScheduler.Core.Persistence.Sqlite.Steps;

/// <summary>Rules by which people are told, what they have found, and the channels they tell by.</summary>
internal static class Alerts
{
    public const string Sql = """
        -- Where messages go that are not mail. Addresses are secrets, and so encrypted.
        CREATE TABLE channels (
            id BLOB NOT NULL PRIMARY KEY,
            name TEXT NOT NULL COLLATE NOCASE UNIQUE,
            kind INTEGER NOT NULL,
            host TEXT NOT NULL,
            address TEXT NOT NULL,
            signing_secret TEXT NULL,
            owner_id BLOB NULL,
            created_at INTEGER NOT NULL,
            changed_at INTEGER NOT NULL);

        CREATE TABLE alert_rules (
            id BLOB NOT NULL PRIMARY KEY,
            kind INTEGER NOT NULL,
            scope INTEGER NOT NULL,
            tag TEXT NULL,
            task_id BLOB NULL,
            limits TEXT NOT NULL,
            told TEXT NOT NULL,
            repeat INTEGER NOT NULL,
            recovery INTEGER NOT NULL,
            urgent INTEGER NOT NULL,
            active INTEGER NOT NULL,
            owner_id BLOB NULL,
            created_at INTEGER NOT NULL,
            changed_at INTEGER NOT NULL);
        -- Who starts late is told of to the administrators at once, unless they decide otherwise.
        INSERT INTO alert_rules (id, kind, scope, limits, told, repeat, recovery, urgent, active, created_at, changed_at)
            VALUES (x'019ADB1C000070008000000000000001', 4, 0, '{}', '{"administrators":true}', 0, 1, 1, 1, CAST(strftime('%s', 'now') AS INTEGER) * 1000, CAST(strftime('%s', 'now') AS INTEGER) * 1000);

        CREATE TABLE incidents (
            id BLOB NOT NULL PRIMARY KEY,
            rule_id BLOB NOT NULL,
            task_id BLOB NOT NULL,
            kind INTEGER NOT NULL,
            title TEXT NOT NULL,
            run_id BLOB NULL,
            detail TEXT NOT NULL,
            last_detail TEXT NOT NULL,
            limit_ms INTEGER NULL,
            count INTEGER NOT NULL,
            opened_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            told_at INTEGER NULL,
            told_count INTEGER NOT NULL,
            repeat_at INTEGER NULL,
            closed_at INTEGER NULL,
            closing_run_id BLOB NULL,
            recovery INTEGER NOT NULL);
        CREATE UNIQUE INDEX incidents_open ON incidents (task_id, rule_id) WHERE closed_at IS NULL;
        -- What a start closes is asked for at every claim; what an outcome closes, at every outcome.
        CREATE INDEX incidents_of_starts ON incidents (task_id) WHERE closed_at IS NULL AND kind IN (3, 4);
        CREATE INDEX incidents_by_run ON incidents (run_id, rule_id) WHERE run_id IS NOT NULL;
        CREATE INDEX incidents_by_rule ON incidents (rule_id) WHERE closed_at IS NULL;
        CREATE INDEX incidents_untold ON incidents (rule_id, opened_at) WHERE told_at IS NULL;
        CREATE INDEX incidents_recovered ON incidents (rule_id, closed_at) WHERE recovery = 1;
        CREATE INDEX incidents_repeating ON incidents (rule_id, repeat_at) WHERE repeat_at IS NOT NULL;
        CREATE INDEX incidents_going_on ON incidents (opened_at, id) WHERE closed_at IS NULL;
        CREATE INDEX incidents_over ON incidents (opened_at, id) WHERE closed_at IS NOT NULL;
        """;
}
