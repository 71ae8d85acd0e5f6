using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Control;

namespace TaskScheduler.Tests.Runs.Retries;

public sealed class RetryByHandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Retry_now_skips_the_wait_and_the_retry_counts()
    {
        await using var driver = await FailingRuns.StartAsync();
        await driver.CreateAsync(FailingRuns.Immediately, execution: FailingRuns.Twice);
        var run = await FailingRuns.RetryingAsync(driver);

        Assert.True((await driver.RunControl.RetryAsync(run.Id, Cancel)).Succeeded);

        Assert.Equal("Retry 2 of 2.", (await FailingRuns.RetryingAsync(driver, attempt: 3)).Reason);
    }

    [Fact]
    public async Task A_dead_letter_that_is_tried_again_has_all_its_retries_before_it()
    {
        await using var driver = await FailingRuns.StartAsync();
        var dead = await FailingRuns.DeadAsync(driver);

        await driver.RunControl.RetryAsync(dead.Id, Cancel);

        Assert.Equal("Retry 1 of 2.", (await FailingRuns.RetryingAsync(driver, attempt: 5)).Reason);
    }

    [Fact]
    public async Task A_waiting_retry_can_be_cancelled()
    {
        await using var driver = await FailingRuns.StartAsync();
        await driver.CreateAsync(FailingRuns.Immediately, execution: FailingRuns.Twice);
        var waiting = await FailingRuns.RetryingAsync(driver);

        await driver.RunControl.CancelAsync(waiting.Id, Cancel);
        driver.Time.Advance(TimeSpan.FromHours(1));

        var run = Assert.Single(await driver.EndedAsync());
        Assert.Equal((RunState.Cancelled, (DateTimeOffset?)null), (run.State, run.RetryAt));
        Assert.Single(driver.Work.Performed);
    }

    [Fact]
    public async Task A_retry_whose_task_was_deleted_meanwhile_ends_as_skipped()
    {
        await using var driver = await FailingRuns.StartAsync();
        var task = await driver.CreateAsync(FailingRuns.Immediately, execution: FailingRuns.Twice);
        await FailingRuns.RetryingAsync(driver);

        await driver.Tasks.DeleteAsync(task.Task.Id, Cancel);

        Assert.Equal(RunState.Skipped, Assert.Single(await driver.EndedAsync()).State);
    }

    [Fact]
    public async Task A_retry_can_be_given_another_payload()
    {
        await using var driver = await FailingRuns.StartAsync();
        var dead = await FailingRuns.DeadAsync(driver);

        var refused = await driver.RunControl.RetryAsync(dead.Id, new RetryChange(new() { ["colour"] = "red" }), Cancel);

        Assert.Contains(refused.Faults, fault => fault.Field == "payload.colour");
        Assert.Equal(RunState.DeadLettered, (await driver.Runs.FindAsync(dead.Id, Cancel))!.Run.State);
    }

    [Fact]
    public async Task A_dead_letter_is_discarded_with_a_reason()
    {
        await using var driver = await FailingRuns.StartAsync();
        var dead = await FailingRuns.DeadAsync(driver);
        driver.Caller.Becomes("Anna");

        Assert.Contains((await driver.RunControl.DiscardAsync(dead.Id, " ", Cancel)).Faults, fault => fault.Field == "reason");
        var discarded = await driver.RunControl.DiscardAsync(dead.Id, "Paid by hand", Cancel);

        Assert.Equal((RunState.Failed, "Discarded by Anna: Paid by hand"), (discarded.Value!.State, discarded.Value.Reason));
    }
}
