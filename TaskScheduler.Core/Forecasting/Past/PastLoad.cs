using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Forecasting.Durations;
using TaskScheduler.Core.Forecasting.Model;
using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Persistence.Sqlite;
using TaskScheduler.Core.Runs;

namespace TaskScheduler.Core.Forecasting.Past;

/// <summary>
/// What scheduled times really took, added up as runs end, beside what was predicted for them. A prediction is written down
/// ten minutes ahead, a minute at a time. The tables keep a day, memory the past hour.
/// </summary>
internal sealed class PastLoad(IWriteGate gate, IDbContextFactory<SchedulerDb> databases, TimeProvider time) : IEndedRunsFollower
{
    /// <summary>How long before its minute a prediction is written down.</summary>
    public static readonly TimeSpan PredictedAhead = TimeSpan.FromMinutes(10);

    private const int SecondsInMinute = 60;

    private static readonly TimeSpan kept = TimeSpan.FromDays(1);

    private static readonly string addSql = Packed.With(Packed.Number("due"), Packed.Number("tasks"), Packed.Number("compute")) + """
        INSERT INTO actual_loads (due_at, tasks, compute_us) SELECT packed.due, packed.tasks, packed.compute FROM packed WHERE true
        ON CONFLICT (due_at) DO UPDATE SET tasks = actual_loads.tasks + excluded.tasks, compute_us = actual_loads.compute_us + excluded.compute_us RETURNING due_at, tasks, compute_us
        """;

    private readonly PastHour hour = new();
    private long version;

    /// <summary>Grows with each change.</summary>
    public long Version => Interlocked.Read(ref version);

    /// <summary>Is told when something was added, after it is stored.</summary>
    public Action? Added { get; set; }

    /// <summary>Reads what was written down before.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var from = (time.GetUtcNow() - Forecast.Back).ToUnixTimeMilliseconds();
        await using var db = databases.CreateDbContext();
        foreach (var row in await db.ActualLoads.AsNoTracking().Where(load => load.DueAt >= from).ToListAsync(cancellationToken))
            hour.PutActual(Second(row.DueAt), new(row.Tasks, row.ComputeUs), stored: true);
        foreach (var row in await db.PredictedLoads.AsNoTracking().Where(load => load.DueAt >= from).ToListAsync(cancellationToken))
            hour.PutPredicted(Second(row.DueAt), new(row.Tasks, row.ComputeUs));
    }

    public void Follow(WriteSession session, IReadOnlyList<EndedFigures> ended)
    {
        var loads = ended.Where(run => run.State.HasRun() && run.StartedAt is not null).GroupBy(SecondOf)
            .Select(runs => (Second: runs.Key, Tasks: runs.Count(), Compute: runs.Sum(DurationBatch.Microseconds))).ToList();
        if (loads.Count == 0)
            return;
        using var reader = session.Statement(addSql).With("@count", loads.Count)
            .With("@due", Packed.Numbers(loads, load => load.Second * 1_000)).With("@tasks", Packed.Numbers(loads, load => load.Tasks)).With("@compute", Packed.Numbers(loads, load => load.Compute))
            .Read();
        var added = new List<(long Second, Load Load)>(loads.Count);
        while (reader.Read())
            added.Add((Second(reader.GetInt64(0)), new(reader.GetInt32(1), reader.GetInt64(2))));
        session.AfterCommit(() =>
        {
            added.ForEach(load => hour.PutActual(load.Second, load.Load));
            Interlocked.Increment(ref version);
            Added?.Invoke();
        });
    }

    /// <summary>Writes down what is predicted for the minute that begins in ten minutes, unless it was already.</summary>
    public async Task PredictAsync(LoadModel model)
    {
        var minute = Minute((time.GetUtcNow() + PredictedAhead).ToUnixTimeSeconds());
        if (hour.WasPredicted(minute))
            return;
        var points = model.Between(minute, minute + SecondsInMinute - 1).ToDictionary(point => point.Second, point => point.Load);
        points.TryAdd(minute, default);
        await gate.WriteAsync(session =>
        {
            foreach (var (second, load) in points)
                session.Statement("INSERT INTO predicted_loads (due_at, tasks, compute_us) VALUES (@due, @tasks, @compute) ON CONFLICT (due_at) DO NOTHING")
                    .With("@due", second * 1_000).With("@tasks", load.Tasks).With("@compute", load.Compute).Execute();
            session.AfterCommit(() =>
            {
                foreach (var (second, load) in points)
                    hour.PutPredicted(second, load);
                Interlocked.Increment(ref version);
            });
            return Task.FromResult(true);
        });
        hour.Forget((time.GetUtcNow() - Forecast.Back).ToUnixTimeSeconds());
    }

    /// <summary>Removes what is older than a day.</summary>
    public void Prune(WriteSession session)
    {
        var before = time.GetUtcNow() - kept;
        session.Statement("DELETE FROM actual_loads WHERE due_at < @before").With("@before", before).Execute();
        session.Statement("DELETE FROM predicted_loads WHERE due_at < @before").With("@before", before).Execute();
    }

    /// <summary>The past hour, and how far its predictions were from what came.</summary>
    public (IReadOnlyList<PastPoint> Points, ForecastError? Error) Read(DateTimeOffset now) =>
        (hour.Points((now - Forecast.Back).ToUnixTimeSeconds(), now.ToUnixTimeSeconds()), hour.Error((now - Forecast.Back).ToUnixTimeSeconds(), Minute(now.ToUnixTimeSeconds())));

    // A further attempt takes its compute when it starts, which is what was predicted for it.
    private static long SecondOf(EndedFigures run) => (run.Retries > 0 ? run.StartedAt!.Value : run.DueAt).ToUnixTimeSeconds();

    private static long Second(long milliseconds) => milliseconds / 1_000;

    private static long Minute(long second) => second - (second % SecondsInMinute);
}
