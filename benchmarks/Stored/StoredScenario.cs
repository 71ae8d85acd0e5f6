using System.Globalization;
using System.Text.Json;
using Quartz;
using TaskScheduler.Benchmarks.Burst;
using TaskScheduler.Benchmarks.Engine;
using TaskScheduler.Benchmarks.Peer;
using TaskScheduler.Benchmarks.Report;

namespace TaskScheduler.Benchmarks.Stored;

/// <summary>Many tasks stored: how long a start takes, and what the program needs while nothing is due.</summary>
internal sealed class StoredScenario(PeerSearch search) : IScenario
{
    public string Name => "stored";

    public string Title => "100,000 tasks stored";

    public async Task<string> RunAsync(bool quick)
    {
        var count = quick ? 10_000 : 100_000;
        var times = quick ? 1 : 3;
        var best = await search.BestAsync(quick);
        var table = new MarkdownTable($"{count:N0} stored", "first run after, s", "first on time after, s", "memory when loaded, MB", "memory at rest, MB", "CPU at rest, % of one core");
        using (var folder = new TemporaryFolder())
        {
            await SeedEngineAsync(folder.Location, count);
            table.Row(StoredResult.Cells("**TaskScheduler**, the whole program", await RepeatAsync(times, () => EngineAsync(folder.Location, "TaskScheduler.Web.dll", [$"--TaskScheduler:DataDirectory={folder.Location}", "--urls=http://127.0.0.1:0"]))));
            table.Row(StoredResult.Cells("TaskScheduler, the engine without pages", await RepeatAsync(times, () => EngineAsync(folder.Location, "TaskScheduler.Benchmarks.dll", [StoredHost.EngineWord, folder.Location]))));
        }

        using (var folder = new TemporaryFolder())
        {
            var database = Path.Combine(folder.Location, "quartz.db");
            await SeedPeerAsync(database, best, count);
            table.Row(StoredResult.Cells($"Quartz, {best.Name}", await RepeatAsync(times, () => PeerAsync(database, best))));
            var single = best with { Name = $"{best.Name}, batch 1", Batch = 1 };
            table.Row(StoredResult.Cells($"Quartz, {single.Name}", await RepeatAsync(times, () => PeerAsync(database, single))));
        }

        return $"""
            Half of the tasks by cron in three time zones, half by interval, none due within three hours; and one each second around the start. A process is started on the data and watched from outside, {times} times.
            *First run* counts from before the process exists to the start of its first run, which makes up for one that was due before. *First on time* is the first that started within 250 ms of its due instant; as something is due only each second, up to a second of it is waiting.
            *Memory* is resident memory; *at rest* is after 10 s in which nothing was due, and CPU over the 20 s after that. The peer has no pages and no web server, and reads its triggers from the database as they come due.

            {table}
            """;
    }

    private static async Task<List<StoredResult>> RepeatAsync(int times, Func<Task<StoredResult>> measure)
    {
        var results = new List<StoredResult>();
        for (var time = 0; time < times; time++)
        {
            results.Add(await measure());
            Progress.Say(string.Join(" | ", StoredResult.Cells("stored", [results[^1]])));
        }

        return results;
    }

    private static async Task SeedEngineAsync(string folder, int count)
    {
        await using var engine = await EngineHost.StartAsync(folder, new Starts(1));
        await engine.CreateAsync(StoredTasks.Drafts(count));
        Progress.Say($"{count:N0} tasks are stored");
    }

    private static async Task<StoredResult> EngineAsync(string folder, string program, string[] arguments)
    {
        SoonDue soon;
        await using (var engine = await EngineHost.StartAsync(folder, new Starts(1)))
        {
            soon = SoonDue.InAMoment();
            await engine.CreateAsync(soon.Instants.Select((instant, number) => StoredTasks.Once(number, instant)));
        }

        using var ledger = new LedgerFile(folder);
        await using var process = MeasuredProcess.Start(program, arguments, _ => { });
        return await WatchAsync(process, soon, () => ledger.StartsSince(process.StartedAt));
    }

    private static async Task SeedPeerAsync(string database, PeerSetting setting, int count)
    {
        await using var peer = await PeerHost.BuildAsync(database, setting, new Starts(1));
        var now = TimeProvider.System.GetUtcNow();
        await peer.ScheduleAsync(Enumerable.Range(0, count).Select(number => number % 2 == 0 ? Daily(number / 2, now) : Interval(number / 2, now)));
        Progress.Say($"{count:N0} triggers of the peer are stored");
    }

    private static async Task<StoredResult> PeerAsync(string database, PeerSetting setting)
    {
        SoonDue soon;
        await using (var peer = await PeerHost.BuildAsync(database, setting with { SharedJob = true }, new Starts(1)))
        {
            soon = SoonDue.InAMoment();
            await peer.ScheduleAsync(soon.Instants.Select(instant => TriggerBuilder.Create().WithIdentity($"soon-{instant.ToUnixTimeSeconds()}").StartAt(instant)));
        }

        var starts = new List<Start>();
        await using var process = MeasuredProcess.Start("TaskScheduler.Benchmarks.dll", [StoredHost.PeerWord, database, JsonSerializer.Serialize(setting)], line =>
        {
            var instants = line.Split(' ');
            lock (starts)
                starts.Add(Start.Of(long.Parse(instants[0], CultureInfo.InvariantCulture), long.Parse(instants[1], CultureInfo.InvariantCulture)));
        });
        return await WatchAsync(process, soon, () =>
        {
            lock (starts)
                return [.. starts];
        });
    }

    private static async Task<StoredResult> WatchAsync(MeasuredProcess process, SoonDue soon, Func<IReadOnlyList<Start>> readStarts)
    {
        while (readStarts().Count == 0 && TimeProvider.System.GetUtcNow() < soon.Last)
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        var loaded = process.ResidentMb();
        await Task.Delay(soon.Last.AddSeconds(11) - TimeProvider.System.GetUtcNow(), TimeProvider.System);
        if (process.HasExited)
            throw new InvalidOperationException("The process that was to be measured has ended.");
        var idle = process.ResidentMb();
        var cpu = await process.CpuShareAsync(TimeSpan.FromSeconds(20));
        return StoredResult.Of(process.StartedAt, readStarts(), loaded, idle, cpu);
    }

    private static TriggerBuilder<IJob> Daily(int number, DateTimeOffset now)
    {
        var (cron, zone) = StoredTasks.DailyCron(number, now);
        return TriggerBuilder.Create().WithIdentity($"daily-{number}").WithSchedule(CronScheduleBuilder.Create(cron).InTimeZone(TimeZoneInfo.FindSystemTimeZoneById(zone)));
    }

    private static TriggerBuilder<IJob> Interval(int number, DateTimeOffset now)
    {
        var (every, startAt) = StoredTasks.IntervalFrom(number, now);
        return TriggerBuilder.Create().WithIdentity($"interval-{number}").StartAt(startAt).WithSchedule(SimpleScheduleBuilder.Create().WithInterval(every).RepeatForever());
    }
}
