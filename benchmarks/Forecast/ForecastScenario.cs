using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Benchmarks.Engine;
using TaskScheduler.Benchmarks.Report;
using TaskScheduler.Core.Forecasting;
using TaskScheduler.Core.Forecasting.Durations;
using TaskScheduler.Core.Forecasting.Model;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Benchmarks.Forecast;

/// <summary>The forecast of many tasks on few schedules: how long it takes to make, and how soon it follows an edit.</summary>
internal sealed class ForecastScenario : IScenario
{
    private const double Megabyte = 1_048_576;

    public string Name => "forecast";

    public string Title => "Forecast of 100,000 tasks";

    public async Task<string> RunAsync(bool quick)
    {
        var (tasks, schedules, times, edits) = quick ? (10_000, 100, 2, 20) : (100_000, 1_000, 5, 100);
        using var folder = new TemporaryFolder();
        await using var engine = await EngineHost.StartAsync(folder.Location, new Starts(1));
        await engine.CreateAsync(SharedSchedules.Drafts(tasks, schedules));
        Progress.Say($"{tasks:N0} tasks are stored");

        var plain = new List<double>();
        var grouped = new List<double>();
        var megabytes = new List<double>();
        for (var time = 0; time < times; time++)
        {
            plain.Add(await PlainAsync(engine));
            var (milliseconds, memory) = await GroupedAsync(engine);
            grouped.Add(milliseconds);
            megabytes.Add(memory);
            Progress.Say($"plain {plain[^1]:N0} ms, grouped {grouped[^1]:N0} ms");
        }

        await KnownAsync(engine, tasks);
        var edited = await EditAsync(engine, edits);
        var table = new MarkdownTable($"{tasks:N0} tasks on {schedules:N0} schedules", "made from nothing, ms", "faster by", "after an edit, ms", "faster by", "memory, MB")
            .Row("**TaskScheduler**, by schedule", Spread.Of(grouped).Say("N0"), Ratio(plain, grouped), Spread.Of(edited).Say("N1"), Ratio(plain, edited), Spread.Of(megabytes).Say("N1"))
            .Row("the plain way: each time of each task", Spread.Of(plain).Say("N0"), "", Spread.Of(plain).Say("N0"), "", "");
        return $"""
            Half of the schedules by cron, half by interval, due about twelve times in three hours. Both ways read the tasks from the database and add up each scheduled time of the next three hours, in turns; the engine runs the tasks meanwhile.
            *Memory* is what the sums and all that is known of the tasks hold. An edit gives one of the tasks another schedule, {edits} times; it counts from the answer to the edit to the whole forecast that has it, with its hot spots. The plain way has to begin anew.

            {table}
            """;
    }

    private static string Ratio(List<double> plain, List<double> other) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"× {Spread.Of(plain).Median / Spread.Of(other).Median:N1}");

    /// <summary>Returns when the forecast of the engine itself knows all tasks.</summary>
    private static async Task KnownAsync(EngineHost engine, int tasks)
    {
        using var changed = new SemaphoreSlim(0);
        using var listening = engine.Get<LoadForecast>().EachChange.Listen(() => changed.Release());
        while (engine.Get<LoadModel>().Look(view => view.Places.Count) < tasks)
            await changed.WaitAsync();
    }

    /// <summary>Makes a forecast of its own, from nothing.</summary>
    private static async Task<(double Milliseconds, double Megabytes)> GroupedAsync(EngineHost engine)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var durations = engine.Get<LearnedDurations>();
        var model = new LoadModel(durations, TimeProvider.System);
        var planned = new PlannedTasks(engine.Get<IDbContextFactory<SchedulerDb>>(), model, durations);
        await planned.LoadAsync(CancellationToken.None);
        var times = model.Look(view => view.Due().Count());
        watch.Stop();
        var held = (GC.GetTotalMemory(forceFullCollection: true) - before) / Megabyte;
        GC.KeepAlive(planned);
        GC.KeepAlive(model);
        return times > 0 ? (watch.Elapsed.TotalMilliseconds, held) : throw new InvalidOperationException("The forecast is empty.");
    }

    private static async Task<double> PlainAsync(EngineHost engine)
    {
        var watch = Stopwatch.StartNew();
        var durations = engine.Get<LearnedDurations>();
        var now = TimeProvider.System.GetUtcNow();
        var until = now + Core.Forecasting.Forecast.Ahead;
        var loads = new Dictionary<DateTimeOffset, (int Tasks, long Compute)>();
        await using var db = engine.Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        await foreach (var row in db.Tasks.Where(task => task.Active).Select(task => new { task.Id, task.Schedule, task.Type }).AsAsyncEnumerable())
        {
            var schedule = ScheduleColumn.Read(row.Schedule);
            var compute = durations.OfTask(row.Id) ?? durations.OfType(row.Type);
            for (var next = Occurrences.Next(schedule, now); next is { } due && due <= until; next = Occurrences.Next(schedule, due))
            {
                var load = loads.GetValueOrDefault(due);
                loads[due] = (load.Tasks + 1, load.Compute + compute);
            }
        }

        return watch.Elapsed.TotalMilliseconds;
    }

    private static async Task<List<double>> EditAsync(EngineHost engine, int edits)
    {
        var forecast = engine.Get<LoadForecast>();
        var store = engine.Get<TaskStore>();
        var model = engine.Get<LoadModel>();
        var page = await store.ListAsync(new(new(), TaskSort.Title, PageSize: edits), CancellationToken.None);
        using var changed = new SemaphoreSlim(0);
        using var listening = forecast.EachChange.Listen(() => changed.Release());
        var took = new List<double>(edits);
        foreach (var view in page.Items)
        {
            await store.ReplaceAsync(view.Task.Id, TaskDraft.Of(view.Task) with { Schedule = SharedSchedules.Schedule(Random.Shared.Next(1_000)) }, null, CancellationToken.None);
            var watch = Stopwatch.StartNew();
            while (model.Look(known => known.Find(view.Task.Id)?.Task.Version) != view.Task.Version + 1)
                await changed.WaitAsync();
            await forecast.ReadAsync(CancellationToken.None);
            took.Add(watch.Elapsed.TotalMilliseconds);
        }

        return took;
    }
}
