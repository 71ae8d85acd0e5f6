using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Forecasting.Durations;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Forecasting.Model;

/// <summary>Reads what the ledger holds that is still to be started: what waits at this moment, and what waits for its next attempt.</summary>
internal sealed class WaitingLoad(IDbContextFactory<SchedulerDb> databases, LearnedDurations durations, LoadModel model, TimeProvider time)
{
    /// <summary>Each reading is followed by a pause this many times as long: however much waits, counting it takes at most a twentieth of one core.</summary>
    private const int PauseFactor = 20;

    /// <summary>Runs by type and by the second at which their next attempt may start; 0 for those that wait now.</summary>
    internal const string RunsSql = """
        SELECT r.type AS Type, '' AS Schedule, CASE WHEN r.state = 2 THEN r.retry_at / 1000 ELSE 0 END AS Second,
            COUNT(*) AS Tasks, COUNT(d.task_id) AS Learned, COALESCE(SUM(d.average_us), 0) AS Compute
        FROM runs r LEFT JOIN task_durations d ON d.task_id = r.task_id
        WHERE r.ended_at IS NULL AND (r.state = 0 OR (r.state = 2 AND r.retry_at <= {0}))
        GROUP BY 1, 3
        """;

    /// <summary>Tasks whose time has come and that are not recorded yet: each is made up for by one run.</summary>
    internal const string OverdueSql = """
        SELECT t.type AS Type, t.schedule AS Schedule, 0 AS Second, COUNT(*) AS Tasks, COUNT(d.task_id) AS Learned, COALESCE(SUM(d.average_us), 0) AS Compute
        FROM plans p JOIN tasks t ON t.id = p.task_id LEFT JOIN task_durations d ON d.task_id = p.task_id
        WHERE p.next_due_at <= {0} AND t.active = 1
        GROUP BY 1, 2
        """;

    private DateTimeOffset next;

    /// <summary>Brings the model up to date, unless the last reading was expensive and not long ago.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now < next)
            return;
        var started = time.GetTimestamp();
        await using var db = databases.CreateDbContext();
        var runs = await db.Database.SqlQueryRaw<Row>(RunsSql, (now + Forecast.Ahead).ToUnixTimeMilliseconds()).ToListAsync(cancellationToken);
        var overdue = await db.Database.SqlQueryRaw<Row>(OverdueSql, now.ToUnixTimeMilliseconds()).ToListAsync(cancellationToken);
        overdue.RemoveAll(row => ScheduleFault.Of(ScheduleColumn.Read(row.Schedule)) is not null);
        var nowSecond = now.ToUnixTimeSeconds();
        var waiting = Sum(runs.Where(row => row.Second <= nowSecond).Concat(overdue));
        model.PutWaiting(waiting, runs.Where(row => row.Second > nowSecond).GroupBy(row => row.Second).ToDictionary(rows => rows.Key, Sum));
        next = now + (time.GetElapsedTime(started) * PauseFactor);
    }

    private Load Sum(IEnumerable<Row> rows) =>
        rows.Aggregate(default(Load), (sum, row) => sum + new Load((int)row.Tasks, row.Compute + ((row.Tasks - row.Learned) * durations.OfType(row.Type))));

    private sealed record Row(string Type, string Schedule, long Second, long Tasks, long Learned, long Compute);
}
