namespace TaskScheduler.Core.Persistence.Sqlite.Steps;

/// <summary>What is kept how long, and how the database grows.</summary>
internal static class Upkeep
{
    public const string Sql = """
        -- One row for each kind that somebody has decided about; the others have the program's own rule.
        CREATE TABLE retention_rules (
            kind INTEGER NOT NULL PRIMARY KEY,
            days INTEGER NULL,
            per_task INTEGER NULL);

        -- What was deleted, by days since 1970-01-01 (UTC).
        CREATE TABLE retention_removed (
            day INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            removed INTEGER NOT NULL,
            PRIMARY KEY (day, kind)) WITHOUT ROWID;

        -- The size of the database, once a day.
        CREATE TABLE storage_samples (
            day INTEGER NOT NULL PRIMARY KEY,
            used_bytes INTEGER NOT NULL,
            free_bytes INTEGER NOT NULL);
        """;
}
