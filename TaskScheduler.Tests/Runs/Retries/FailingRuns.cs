using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks.Execution;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Runs.Retries;

/// <summary>A program whose runs fail until a test says otherwise, and how to bring one of them to where it is to be.</summary>
internal static class FailingRuns
{
    public static ScheduleDraft Immediately { get; } = new() { Kind = "immediate" };

    /// <summary>Two retries, after ten seconds and five minutes.</summary>
    public static ExecutionDraft Twice { get; } = new() { Retry = new() { Kind = "list", Waits = ["PT10S", "PT5M"] } };

    public static async Task<SchedulerDriver> StartAsync()
    {
        var driver = await SchedulerDriver.StartAsync();
        driver.Work.Script = (_, _) => Task.FromResult(Performance.Failed("Not yet."));
        return driver;
    }

    /// <summary>A run of a new task whose retries are used up.</summary>
    public static async Task<Run> DeadAsync(SchedulerDriver driver)
    {
        await driver.CreateAsync(Immediately, execution: Twice);
        await RetryingAsync(driver);
        driver.Time.Advance(TimeSpan.FromSeconds(10));
        await RetryingAsync(driver, attempt: 3);
        driver.Time.Advance(TimeSpan.FromMinutes(5));
        return Assert.Single(await driver.EndedAsync());
    }

    /// <summary>The run that waits for this attempt, once it does.</summary>
    public static async Task<Run> RetryingAsync(SchedulerDriver driver, int attempt = 2)
    {
        Run? run = null;
        await driver.UntilAsync(async () => (run = await driver.FindActiveAsync()) is { State: RunState.Retrying } waiting && waiting.Attempt == attempt);
        return run!;
    }
}
