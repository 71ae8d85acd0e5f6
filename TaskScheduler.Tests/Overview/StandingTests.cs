using TaskScheduler.Core.Overview;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Overview;

/// <summary>How tasks fare, as it is kept with each outcome.</summary>
public sealed class StandingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Failures_in_a_row_are_counted_and_a_success_ends_them()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = (await driver.CreateAsync(new() { Kind = "immediate" }, "Import orders")).Task.Id;
        await driver.EndedAsync();
        var success = driver.Time.GetUtcNow();
        driver.Work.Script = Fails("The disk is full.");
        await RunAsync(driver, task, 2);
        await RunAsync(driver, task, 3);

        var failing = Assert.Single((await FailingAsync(driver)).Items);

        Assert.Equal((task, "Import orders", 2, "The disk is full."), (failing.TaskId, failing.Title, failing.Failures, failing.LastRun!.Error));
        Assert.Equal(success, failing.LastSuccessAt);
        driver.Work.Script = (_, _) => Task.FromResult(Performance.Succeeded());
        await RunAsync(driver, task, 4);
        Assert.Equal(0, (await FailingAsync(driver)).Total);
    }

    [Fact]
    public async Task What_was_cancelled_or_skipped_counts_neither_as_a_failure_nor_as_a_success()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        driver.Work.Script = Fails("No.");
        var task = (await driver.CreateAsync(new() { Kind = "immediate" })).Task.Id;
        await driver.EndedAsync();
        var gate = new Gate();
        driver.Work.Script = gate.HoldAsync;
        var run = (await driver.Tasks.RunNowAsync(task, Cancel)).Value!.Id;
        await gate.Arrived;

        await driver.RunControl.CancelAsync(run, Cancel);
        await driver.EndedAsync(2);

        var failing = Assert.Single((await FailingAsync(driver)).Items);
        Assert.Equal((1, "No.", (DateTimeOffset?)null), (failing.Failures, failing.LastRun!.Error, failing.LastSuccessAt));
    }

    [Fact]
    public async Task A_task_that_is_set_inactive_fails_no_more()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        driver.Work.Script = Fails("No.");
        var task = (await driver.CreateAsync(new() { Kind = "interval", Every = "PT1H" })).Task.Id;
        await driver.Tasks.RunNowAsync(task, Cancel);
        await driver.EndedAsync();
        Assert.Equal(1, (await FailingAsync(driver)).Total);

        await driver.Tasks.SetActiveAsync(task, false, Cancel);

        Assert.Equal(0, (await FailingAsync(driver)).Total);
    }

    [Fact]
    public async Task A_run_whose_retries_are_not_used_up_is_no_failure_yet()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        driver.Work.Script = Fails("Not yet.");
        await driver.CreateAsync(new() { Kind = "immediate" }, execution: new() { Retry = new() { Kind = "fixed", Wait = "PT10S", Retries = 1 } });
        await driver.UntilAsync(async () => await driver.FindActiveAsync() is { State: RunState.Retrying });

        Assert.Equal((0, 1), ((await FailingAsync(driver)).Total, (await driver.Get<OverviewStore>().ReadAsync(Cancel)).Retrying));
        driver.Time.Advance(TimeSpan.FromSeconds(10));
        await driver.EndedAsync();

        Assert.Equal(1, Assert.Single((await FailingAsync(driver)).Items).Failures);
    }

    private static Func<RunContext, CancellationToken, Task<Performance>> Fails(string error) => (_, _) => Task.FromResult(Performance.Failed(error));

    private static async Task RunAsync(SchedulerDriver driver, Guid task, int ended)
    {
        driver.Time.Advance(TimeSpan.FromSeconds(1));
        await driver.Tasks.RunNowAsync(task, Cancel);
        await driver.EndedAsync(ended);
    }

    private static async Task<FirstOf<FailingTask>> FailingAsync(SchedulerDriver driver) => (await driver.Get<OverviewStore>().ReadAsync(Cancel)).Failing;
}
