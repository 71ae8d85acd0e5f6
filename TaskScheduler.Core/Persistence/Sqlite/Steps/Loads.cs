namespace TaskScheduler.Core.Persistence.Sqlite.Steps;

/// <summary>The load that was, the load that was predicted, and how long tasks take.</summary>
internal static class Loads
{
    public const string Sql = """
        -- How long runs take, in microseconds, so that short ones add up right. A day is counted from 1970-01-01 in UTC.
        CREATE TABLE task_durations (
            task_id BLOB NOT NULL PRIMARY KEY,
            runs INTEGER NOT NULL,
            average_us INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE type_durations (
            type TEXT NOT NULL,
            day INTEGER NOT NULL,
            runs INTEGER NOT NULL,
            total_us INTEGER NOT NULL,
            PRIMARY KEY (type, day)) WITHOUT ROWID;

        -- What each scheduled time took, and what was predicted for it; of a day.
        CREATE TABLE actual_loads (
            due_at INTEGER NOT NULL PRIMARY KEY,
            tasks INTEGER NOT NULL,
            compute_us INTEGER NOT NULL);
        CREATE TABLE predicted_loads (
            due_at INTEGER NOT NULL PRIMARY KEY,
            tasks INTEGER NOT NULL,
            compute_us INTEGER NOT NULL);
        """;
}
