using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.DeadLetters;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Runs.DeadLetters;

public sealed class DeadLetterStoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dead_letters_with_the_same_cause_are_one_group_with_its_latest_as_the_example()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await DeadRuns.AddAsync(driver, "First", "Order 17 was not found.");
        driver.Time.Advance(TimeSpan.FromMinutes(5));
        await DeadRuns.AddAsync(driver, "Second", "Order 18 was not found.", before: 1);
        driver.Time.Advance(TimeSpan.FromMinutes(5));
        await DeadRuns.AddAsync(driver, "Other", "The server answered 503.", before: 2);

        var groups = await driver.Get<DeadLetterStore>().ListAsync(1, 25, Cancel);

        Assert.Equal(2, groups.Total);
        Assert.Equal("The server answered 503.", groups.Items[0].Cause);
        var orders = groups.Items[1];
        Assert.Equal(("Order <n> was not found.", 2, 2, "Second"), (orders.Cause, orders.Count, orders.Tasks, orders.Example.Title));
        Assert.Equal((SchedulerDriver.Noon, SchedulerDriver.Noon.AddMinutes(5)), (orders.FirstEndedAt, orders.LastEndedAt));
        Assert.Equal(3, await driver.Get<DeadLetterStore>().CountAsync(Cancel));
    }

    [Fact]
    public async Task Groups_come_in_pages()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await DeadRuns.AddAsync(driver, "First", "It broke.");
        driver.Time.Advance(TimeSpan.FromMinutes(5));
        await DeadRuns.AddAsync(driver, "Second", "It burst.", before: 1);

        var second = await driver.Get<DeadLetterStore>().ListAsync(2, 1, Cancel);

        Assert.Equal((2, "It broke."), (second.Total, Assert.Single(second.Items).Cause));
    }

    [Fact]
    public async Task The_runs_of_a_group_are_found_by_type_and_cause()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await DeadRuns.AddAsync(driver, "First", "Order 17 was not found.");
        await DeadRuns.AddAsync(driver, "Other", "It broke.", before: 1);

        var found = await driver.Runs.ListExecutedAsync(new RunQuery { State = RunState.DeadLettered, Type = "scripted", Cause = "Order <n> was not found." }, Cancel);

        Assert.Equal("First", Assert.Single(found.Items).Title);
    }

    [Fact]
    public async Task What_is_tried_again_is_in_the_inbox_no_longer()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var run = await DeadRuns.AddAsync(driver, "First", "It broke.");
        driver.Work.Script = (_, _) => Task.FromResult(Core.TaskTypes.Performance.Succeeded());

        await driver.RunControl.RetryAsync(run.Id, Cancel);

        Assert.Equal(0, await driver.Get<DeadLetterStore>().CountAsync(Cancel));
        await driver.EndedAsync();
    }
}
