using Quartz;
using TaskScheduler.Benchmarks.Burst;
using TaskScheduler.Benchmarks.Engine;
using TaskScheduler.Benchmarks.Peer;
using TaskScheduler.Benchmarks.Report;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Benchmarks.Punctuality;

/// <summary>Schedules that are due every second, all at the same instants: how late each occurrence starts.</summary>
internal sealed class PunctualityScenario(PeerSearch search) : IScenario
{
    // Long enough to prepare, and to let the first occurrences warm up what they use.
    private static readonly TimeSpan warmUp = TimeSpan.FromSeconds(8);

    public string Name => "punctuality";

    public string Title => "Schedules due every second";

    public async Task<string> RunAsync(bool quick)
    {
        var best = await search.BestAsync(quick);
        var seconds = quick ? 10 : 60;
        var tables = new List<string>();
        foreach (var schedules in (int[])[100, 500])
        {
            var table = new MarkdownTable($"{schedules} schedules", "within 50 ms", "p50, ms", "p99, ms", "latest, ms", "early", "due", "started", "recorded");
            table.Row((await EngineAsync(schedules, seconds)).Cells("**TaskScheduler**"));
            table.Row((await PeerAsync(schedules, seconds, best)).Cells($"Quartz, {best.Name}"));
            tables.Add(table.ToString());
            Progress.Say(table.ToString());
        }

        return $"""
            Schedules with an interval of one second, all due at the same instants, over {seconds} s after some seconds of warm-up. Lateness is what the task type itself sees: its own start after the due instant.
            For TaskScheduler the run is committed before it starts, and that is part of its lateness. The peer runs at its best setting.

            {string.Join("\n", tables)}
            """;
    }

    private static async Task<PunctualityResult> EngineAsync(int schedules, int seconds)
    {
        using var folder = new TemporaryFolder();
        var starts = new Starts(schedules * (seconds + 60));
        long recorded;
        DateTimeOffset from;
        await using (var engine = await EngineHost.StartAsync(folder.Location, starts))
        {
            from = FirstCounted();
            await engine.CreateAsync(Enumerable.Range(0, schedules).Select(number => new TaskDraft
            {
                Title = $"Every second {number}",
                Type = NoOpTaskType.Key,
                Schedule = new ScheduleDraft { Kind = "interval", Every = "PT1S", StartAt = IsoText.Of(from.AddSeconds(-3)) },
            }));
            await UntilAsync(from.AddSeconds(seconds));
        }

        using (var ledger = new LedgerFile(folder.Location))
            recorded = ledger.CountSucceeded(from, from.AddSeconds(seconds));
        return PunctualityResult.Of(starts, from, from.AddSeconds(seconds), schedules * seconds, recorded);
    }

    private static async Task<PunctualityResult> PeerAsync(int schedules, int seconds, PeerSetting setting)
    {
        using var folder = new TemporaryFolder();
        var starts = new Starts(schedules * (seconds + 60));
        DateTimeOffset from;
        await using (var peer = await PeerHost.BuildAsync(Path.Combine(folder.Location, "quartz.db"), setting, starts))
        {
            from = FirstCounted();
            await peer.ScheduleAsync(Enumerable.Range(0, schedules).Select(number => TriggerBuilder.Create()
                .WithIdentity($"every-second-{number}")
                .StartAt(from.AddSeconds(-3))
                .WithSchedule(SimpleScheduleBuilder.Create().WithInterval(TimeSpan.FromSeconds(1)).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires))));
            await peer.StartAsync();
            await UntilAsync(from.AddSeconds(seconds));
        }

        return PunctualityResult.Of(starts, from, from.AddSeconds(seconds), schedules * seconds, null);
    }

    private static DateTimeOffset FirstCounted() => DateTimeOffset.FromUnixTimeSeconds((TimeProvider.System.GetUtcNow() + warmUp).ToUnixTimeSeconds());

    // Half a second more lets the last occurrences that count be late, and ends before others come due.
    private static Task UntilAsync(DateTimeOffset end) => Task.Delay(end.AddSeconds(-0.5) - TimeProvider.System.GetUtcNow(), TimeProvider.System);
}
