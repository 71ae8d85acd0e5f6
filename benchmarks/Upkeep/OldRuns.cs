using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Benchmarks.Upkeep;

/// <summary>Runs that ended half a year ago, each with an output, and one in ten with a second attempt.</summary>
internal static class OldRuns
{
    public const string Title = "Long ago";

    private const int AtOnce = 20_000;
    private const int Tasks = 1_000;
    private const string Numbers = "WITH RECURSIVE numbered (i) AS (SELECT @first UNION ALL SELECT i + 1 FROM numbered WHERE i + 1 < @first + @count) ";
    private const string Id = "CAST(printf('%016d', i) AS BLOB)";

    private static readonly string[] statements =
    [
        $"""
        {Numbers} INSERT INTO runs (id, task_id, task_version, title, type, state, "trigger", attempt, due_at, started_at, ended_at, fence, occurrences)
        SELECT {Id}, CAST(printf('old%013d', i % {Tasks}) AS BLOB), 1, '{Title}', 'no-op', 10, 0, 1, @at + i * 1000, @at + i * 1000, @at + i * 1000 + 50, 1, 1 FROM numbered
        """,
        $"{Numbers} INSERT INTO run_output_parts (run_id, attempt, part, start_byte, bytes, first_line, text) SELECT {Id}, 1, 0, 0, 60, 0, 'Sixty characters of output, as a small task would put out. .' FROM numbered",
        $"{Numbers} INSERT INTO run_attempts (run_id, attempt, state, lost, started_at, ended_at) SELECT {Id}, 1, 11, 0, @at, @at FROM numbered WHERE i % 10 = 0",
    ];

    public static async Task PutAsync(IWriteGate gate, int count)
    {
        var at = TimeProvider.System.GetUtcNow().AddDays(-180);
        for (var first = 0; first < count; first += AtOnce)
        {
            var from = first;
            await gate.WriteAsync(session =>
            {
                foreach (var sql in statements)
                {
                    var statement = session.Statement(sql).With("@first", (long)from).With("@count", (long)Math.Min(AtOnce, count - from));
                    (sql.Contains("@at", StringComparison.Ordinal) ? statement.With("@at", at) : statement).Execute();
                }

                return Task.FromResult(true);
            });
        }
    }
}
