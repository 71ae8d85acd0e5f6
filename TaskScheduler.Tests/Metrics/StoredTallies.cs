using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Metrics.Journal;
using TaskScheduler.Core.Metrics.Rollups;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Metrics;

/// <summary>What the tables hold: all rollups together, and the same counted in the table of runs.</summary>
internal static class StoredTallies
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<int> RollAsync(this SchedulerDriver driver) => driver.Get<JournalRoller>().RollAsync();

    /// <summary>Per level and start, in order.</summary>
    public static Task<List<(RollupLevel Level, DateTimeOffset Start, RunTally Tally)>> RollupsAsync(this SchedulerDriver driver, Guid task) =>
        ReadAsync(driver, RollupKind.Task, RollupKey.Bytes(RollupKey.TaskSubject(task)));

    public static Task<List<(RollupLevel Level, DateTimeOffset Start, RunTally Tally)>> RollupsAsync(this SchedulerDriver driver, string type) =>
        ReadAsync(driver, RollupKind.TaskType, RollupKey.Bytes(RollupKey.TypeSubject(type)));

    public static RunTally Total(this IEnumerable<(RollupLevel Level, DateTimeOffset Start, RunTally Tally)> rollups)
    {
        var total = new RunTally();
        foreach (var (_, _, tally) in rollups)
            total.Add(tally);
        return total;
    }

    /// <summary>The same as <see cref="Total"/>, from the runs themselves.</summary>
    public static async Task<RunTally> CountedAsync(this SchedulerDriver driver)
    {
        var total = new RunTally();
        await using var db = driver.Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        foreach (var run in await db.Runs.Where(run => run.EndedAt != null).ToListAsync(Cancel))
            total.Add(new EndedFigures(run.TaskId, run.Type, run.State, At(run.DueAt), run.StartedAt is { } started ? At(started) : null, At(run.EndedAt!.Value)) { Retries = run.Retries, Count = run.Occurrences, Attempt = run.Attempt });
        return total;
    }

    /// <summary>All figures in one line, to be held against another's.</summary>
    public static string Words(this RunTally tally) => string.Join(' ', Enum.GetValues<RunState>().Where(state => state.HasEnded()).Select(state => $"{state}={tally.Of(state)}"))
        + $" retries={tally.Retries} {Words("took", tally.Elapsed)} {Words("late", tally.Lateness)}";

    private static string Words(string name, LengthHistogram lengths) => $"{name}: {lengths.Count} {lengths.Sum} {lengths.Max} {lengths.Percentile(50)} {lengths.Percentile(95)}";

    private static Task<List<(RollupLevel Level, DateTimeOffset Start, RunTally Tally)>> ReadAsync(SchedulerDriver driver, RollupKind kind, byte[] subject) => driver.Get<IWriteGate>().WriteAsync(session =>
    {
        var rollups = new List<(RollupLevel, DateTimeOffset, RunTally)>();
        using var reader = session.Statement("SELECT level, start, figures FROM rollups WHERE kind = @kind AND subject = @subject ORDER BY level, start").With("@kind", kind).With("@subject", subject).Read();
        while (reader.Read())
        {
            var tally = new RunTally();
            tally.AddWritten((byte[])reader[2]);
            rollups.Add(((RollupLevel)reader.GetInt32(0), At(reader.GetInt64(1)), tally));
        }

        return Task.FromResult(rollups);
    });

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
