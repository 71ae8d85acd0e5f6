using System.Collections.Concurrent;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Limits;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Runs.Limits;

/// <summary>Work of which each run goes on until a test lets it end, and how much of it ran at once.</summary>
internal sealed class HeldWork
{
    private readonly SchedulerDriver driver;
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource<Performance>> open = new();
    private int most;

    private HeldWork(SchedulerDriver driver)
    {
        this.driver = driver;
        driver.Work.Script = PerformAsync;
    }

    /// <summary>The most that ever ran at once.</summary>
    public int Most => Volatile.Read(ref most);

    public int Running => open.Count;

    /// <summary>The titles of what has begun, in that order.</summary>
    public IReadOnlyList<string> Begun => [.. driver.Work.Performed.Select(run => run.Title)];

    public static HeldWork In(SchedulerDriver driver) => new(driver);

    public static RunLimit OfType(int? concurrency, int? perMinute = null) => new(LimitScope.Type, "scripted", concurrency, perMinute);

    public static RunLimit OfTag(string tag, int concurrency) => new(LimitScope.Tag, tag, concurrency, null);

    public static void Limit(SchedulerDriver driver, params RunLimit[] limits) => driver.Get<RunLimits>().Set(limits);

    /// <summary>Creates a task that is due at once.</summary>
    public async Task<Guid> AddAsync(string title, string? priority = null, params string[] tags)
    {
        var created = await driver.Tasks.CreateAsync(
            new TaskDraft { Title = title, Type = "scripted", Schedule = new ScheduleDraft { Kind = "immediate" }, Tags = tags, TimeLimit = "PT90S", Execution = SchedulerDriver.Once with { Priority = priority } },
            TestContext.Current.CancellationToken);
        Assert.Empty(created.Faults);
        return created.Value!.Task.Id;
    }

    /// <summary>Returns once exactly this many run and this many are known to wait for something.</summary>
    public Task SettledAsync(int running, int waiting) => driver.UntilAsync(async () =>
    {
        var active = await driver.ActiveAsync();
        return open.Count == running && active.Count(run => run.State == RunState.Running) == running
            && active.Count(run => run.WaitsFor is { } words && !words.StartsWith("its start", StringComparison.Ordinal)) == waiting;
    });

    /// <summary>Lets what has run longest end, if anything runs.</summary>
    public void EndOne(Performance? how = null)
    {
        TaskCompletionSource<Performance>? end = null;
        _ = driver.Work.Performed.Any(run => open.TryRemove(run.RunId, out end));
        end?.TrySetResult(how ?? Performance.Succeeded());
    }

    /// <summary>What ran in a program that was killed is nobody's any more.</summary>
    public void Forget() => open.Clear();

    public void EndAll()
    {
        driver.Work.Script = (_, _) => Task.FromResult(Performance.Succeeded());
        foreach (var run in open.Values)
            run.TrySetResult(Performance.Succeeded());
    }

    private async Task<Performance> PerformAsync(RunContext run, CancellationToken stop)
    {
        var end = open[run.RunId] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        most = Math.Max(most, open.Count);

        // The claim was announced before; whoever waits for the work looks again now.
        driver.Feed.PublishRun(run.RunId, run.TaskId);
        try
        {
            using var stopped = stop.Register(() => end.TrySetCanceled(stop));
            return await end.Task;
        }
        finally
        {
            open.TryRemove(KeyValuePair.Create(run.RunId, end));
        }
    }
}
