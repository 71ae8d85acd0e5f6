using System.Data.Common;
using TaskScheduler.Core.Metrics.Rollups;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Metrics.Ranking;

/// <summary>What the runs of one task came to, as numbers that a database sorts by. Lengths of time in ms; null where there is none.</summary>
public sealed record TaskFigures(
    long Count, long Succeeded, long Failures, long Retries, long TotalMs, long? AverageMs, long? P50Ms, long? P95Ms, long? P99Ms, long? MaxMs, long? LateAverageMs, long? LateP95Ms, long? LateMaxMs)
{
    internal const string Columns = "count, succeeded, failures, retries, total_ms, average_ms, p50_ms, p95_ms, p99_ms, max_ms, late_average_ms, late_p95_ms, late_max_ms";

    internal const string PutSql = $"""
        INSERT INTO task_figures (span, task_id, {Columns})
        VALUES (@span, @task, @count, @succeeded, @failures, @retries, @total, @average, @p50, @p95, @p99, @max, @late_average, @late_p95, @late_max)
        ON CONFLICT (span, task_id) DO UPDATE SET count = excluded.count, succeeded = excluded.succeeded, failures = excluded.failures, retries = excluded.retries,
            total_ms = excluded.total_ms, average_ms = excluded.average_ms, p50_ms = excluded.p50_ms, p95_ms = excluded.p95_ms, p99_ms = excluded.p99_ms, max_ms = excluded.max_ms,
            late_average_ms = excluded.late_average_ms, late_p95_ms = excluded.late_p95_ms, late_max_ms = excluded.late_max_ms
        """;

    private const int Median = 50;
    private const int High = 95;
    private const int Highest = 99;

    internal static TaskFigures Of(RunTally tally) => new(
        tally.Count, tally.Succeeded, tally.Failures, tally.Retries, tally.Elapsed.Sum, tally.Elapsed.Average, tally.Elapsed.Percentile(Median), tally.Elapsed.Percentile(High), tally.Elapsed.Percentile(Highest),
        tally.Elapsed.Count == 0 ? null : tally.Elapsed.Max, tally.Lateness.Average, tally.Lateness.Percentile(High), tally.Lateness.Count == 0 ? null : tally.Lateness.Max);

    /// <param name="first">Where <see cref="Columns"/> begin.</param>
    internal static TaskFigures Read(DbDataReader row, int first)
    {
        long? At(int column) => row.IsDBNull(first + column) ? null : row.GetInt64(first + column);
        return new(At(0) ?? 0, At(1) ?? 0, At(2) ?? 0, At(3) ?? 0, At(4) ?? 0, At(5), At(6), At(7), At(8), At(9), At(10), At(11), At(12));
    }

    internal void Put(WriteSession session, MetricsWindow window, byte[] task) => session.Statement(PutSql)
        .With("@span", window).With("@task", task).With("@count", Count).With("@succeeded", Succeeded).With("@failures", Failures).With("@retries", Retries).With("@total", TotalMs)
        .With("@average", AverageMs).With("@p50", P50Ms).With("@p95", P95Ms).With("@p99", P99Ms).With("@max", MaxMs)
        .With("@late_average", LateAverageMs).With("@late_p95", LateP95Ms).With("@late_max", LateMaxMs).Execute();
}
