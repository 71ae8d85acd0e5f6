using Microsoft.EntityFrameworkCore;
using TaskScheduler.Benchmarks.Engine;
using TaskScheduler.Benchmarks.Punctuality;
using TaskScheduler.Benchmarks.Report;
using TaskScheduler.Core.Maintenance.Backups;
using TaskScheduler.Core.Maintenance.Progress;
using TaskScheduler.Core.Maintenance.Retention;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Benchmarks.Upkeep;

/// <summary>How much later runs start while old ones are deleted, and while a backup is made: with and without, in the same process.</summary>
internal sealed class RetentionScenario : IScenario
{
    private const int RunsPerSecond = 300;
    private const int MostSeconds = 3_600;

    private static readonly TimeSpan warmUp = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan remarkable = TimeSpan.FromMilliseconds(100);

    public string Name => "retention";

    public string Title => "Deleting old runs, and a backup, while others go on";

    public async Task<string> RunAsync(bool quick)
    {
        var (old, seconds) = (quick ? 50_000 : 1_000_000, quick ? 10 : 60);
        using var folder = new TemporaryFolder();
        var starts = new Starts(RunsPerSecond * MostSeconds);
        await using var engine = await EngineHost.StartAsync(folder.Location, starts);
        Progress.Say($"storing {old:N0} runs that ended long ago");
        await OldRuns.PutAsync(engine.Get<IWriteGate>(), old);
        await engine.CreateAsync(Enumerable.Range(0, RunsPerSecond).Select(number => new TaskDraft
        {
            Title = $"Every second {number}",
            Type = NoOpTaskType.Key,
            Schedule = new ScheduleDraft { Kind = "interval", Every = "PT1S", StartAt = IsoText.Of(NextSecond().AddSeconds(2)) },
        }));
        await Task.Delay(warmUp, TimeProvider.System);

        var table = new MarkdownTable($"{RunsPerSecond} runs a second", "seconds", "p50, ms", "p99, ms", "latest, ms", "p99 more than without, ms", "due", "started");
        var alone = await MeasureAsync(starts, Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System));
        var backup = await MeasureAsync(starts, WorkAsync(engine, () => engine.Get<BackupMaker>().Start(null)));
        var deleting = await MeasureAsync(starts, WorkAsync(engine, () => engine.Get<RetentionStore>().Start()));
        var left = await CountAsync(engine);
        table.Row(Cells("nothing else", alone, alone)).Row(Cells($"a backup of a database with {old:N0} runs", backup, alone)).Row(Cells($"deleting {old:N0} runs", deleting, alone));
        return $"""
            {RunsPerSecond} schedules with an interval of one second, all due at the same instants. Lateness is what the task type itself sees, after its run was committed. The three rows are measured one after the other in one process;
            each old run has an output, and one in ten a second attempt. What is measured is whole: the backup with its check, the deletion until {old:N0} runs are gone ({left:N0} of them are left).

            {table}
            """;
    }

    private static string[] Cells(string name, Window window, Window alone) =>
    [
        name,
        $"{window.Seconds}",
        $"{Spread.Percentile(window.Result.LateMs, 0.5):0.0}",
        $"{P99(window):0.0}",
        $"{window.Result.LateMs[^1]:0.0}",
        window == alone ? "" : $"{P99(window) - P99(alone):0.0}",
        $"{window.Result.Expected:N0}",
        $"{window.Result.LateMs.Count:N0}",
    ];

    private static double P99(Window window) => Spread.Percentile(window.Result.LateMs, 0.99);

    private static async Task<Window> MeasureAsync(Starts starts, Task work)
    {
        var from = NextSecond();
        await work;

        // To the end of its second, and half a second more for those that are late.
        var to = NextSecond();
        await Task.Delay(to.AddSeconds(0.5) - TimeProvider.System.GetUtcNow(), TimeProvider.System);
        var seconds = (int)(to - from).TotalSeconds;
        foreach (var second in starts.All.Where(start => start.DueAt >= from && start.DueAt < to).GroupBy(start => start.DueAt).Where(second => second.Max(start => start.Late) > remarkable))
            Progress.Say($"late at {second.Key:HH:mm:ss}: {second.Max(start => start.Late).TotalMilliseconds:0} ms");
        return new(seconds, PunctualityResult.Of(starts, from, to, seconds * RunsPerSecond, null));
    }

    private static async Task WorkAsync(EngineHost engine, Action start)
    {
        var board = engine.Get<WorkBoard>();
        var (known, ended) = (board.List().Count, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        using var listening = board.Listen(() =>
        {
            if (board.List() is var works && works.Count > known && works.All(work => work.EndedAt is not null))
                ended.TrySetResult();
        });
        start();
        await ended.Task;
        var last = board.List()[0];
        Progress.Say($"{last.Title}: {last.Result}");
        if (last.State != WorkState.Done)
            throw new InvalidOperationException(last.Result);
    }

    private static async Task<int> CountAsync(EngineHost engine)
    {
        await using var db = engine.Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        return await db.Runs.CountAsync(run => run.Title == OldRuns.Title);
    }

    private static DateTimeOffset NextSecond() => DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 1);

    private sealed record Window(int Seconds, PunctualityResult Result);
}
