namespace TaskScheduler.Core.Reports;

/// <summary>
/// The statements of a report: outcomes and failures are grouped in the database; lengths of time are read one by one, once, and
/// kept in histograms. Each is given the condition of <see cref="ReportScope"/>, or nothing.
/// </summary>
internal static class ReportQueries
{
    private const string InPeriod = "FROM runs WHERE ended_at >= @from AND ended_at < @to";
    private const string Elapsed = "ended_at - started_at";

    // A further attempt starts late because of the first, not because of the program.
    private const string FirstAttempt = "started_at IS NOT NULL AND attempt = 1";
    private const string Late = "MAX(started_at - due_at, 0)";

    /// <summary>One row for each task with runs.</summary>
    public static string ByTask(string scope) => $"""
        SELECT task_id, MAX(type), SUM(state = 10), SUM(state = 11), SUM(state = 12), SUM(state = 13), SUM(state = 14),
            SUM(CASE WHEN state = 15 THEN occurrences ELSE 0 END), SUM(state = 16),
            COUNT(started_at), COALESCE(SUM({Elapsed}), 0), MAX({Elapsed}),
            COALESCE(SUM({FirstAttempt}), 0), COALESCE(SUM(CASE WHEN {FirstAttempt} THEN {Late} END), 0), MAX(CASE WHEN {FirstAttempt} THEN {Late} END)
        {InPeriod}{scope} GROUP BY task_id
        """;

    /// <summary>How long each run took that was started, and how late its first attempt was: null of a further one.</summary>
    public static string Lengths(string scope) => $"SELECT task_id, {Elapsed}, CASE WHEN {FirstAttempt} THEN {Late} END {InPeriod}{scope} AND started_at IS NOT NULL";

    /// <summary>The most frequent failures.</summary>
    public static string Failures(string scope) => $"""
        SELECT task_id, COALESCE(error, reason, 'No reason was given.') AS said, COUNT(*), MAX(ended_at)
        {InPeriod}{scope} AND state IN (11, 12, 16) GROUP BY task_id, said ORDER BY COUNT(*) DESC, MAX(ended_at) DESC LIMIT @most
        """;

    /// <summary>The title of a task as it is now, else that of its last run.</summary>
    public const string Title = """
        SELECT COALESCE((SELECT title FROM tasks WHERE id = @task), (SELECT title FROM runs WHERE task_id = @task ORDER BY due_at DESC LIMIT 1), '')
        """;
}
