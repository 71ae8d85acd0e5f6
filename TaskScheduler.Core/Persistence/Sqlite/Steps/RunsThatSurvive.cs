namespace TaskScheduler.Core.Persistence.Sqlite.Steps;

/// <summary>What retries, dead letters, limits, output and the further task types are kept in.</summary>
internal static class RunsThatSurvive
{
    public const string Sql = """
        -- Secrets: values that tasks use by name.
        CREATE TABLE secrets (
            name TEXT NOT NULL PRIMARY KEY,
            encrypted TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            changed_at INTEGER NOT NULL,
            changed_by TEXT NOT NULL);
        """;
}
