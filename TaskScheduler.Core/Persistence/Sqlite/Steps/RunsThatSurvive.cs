namespace TaskScheduler.Core.Persistence.Sqlite.Steps;

/// <summary>What retries, dead letters, limits, output and the further task types are kept in.</summary>
internal static class RunsThatSurvive
{
    public const string Sql = """
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
        """;
}
