using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Runs.Limits;

public sealed class PriorityTests
{
    private static readonly string[] mixed = ["low", "normal", "high", "low", "normal", "high"];

    [Fact]
    public async Task Runs_that_wait_for_a_slot_start_by_priority()
    {
        await using var driver = await SchedulerDriver.StartAsync(("TaskScheduler:Runs:Concurrency", "1"));
        var work = HeldWork.In(driver);
        await work.AddAsync("first");
        await work.SettledAsync(running: 1, waiting: 0);
        await AddMixedAsync(work);

        await EndOneByOneAsync(driver, work, 7);

        Assert.Equal(["first", "high", "high", "normal", "normal", "low", "low"], work.Begun);
    }

    [Fact]
    public async Task Runs_that_wait_for_a_limit_start_by_priority()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var work = HeldWork.In(driver);
        HeldWork.Limit(driver, HeldWork.OfType(1));
        await work.AddAsync("first");
        await work.SettledAsync(running: 1, waiting: 0);
        await AddMixedAsync(work);
        await work.SettledAsync(running: 1, waiting: 6);

        await EndOneByOneAsync(driver, work, 7);

        Assert.Equal(["first", "high", "high", "normal", "normal", "low", "low"], work.Begun);
    }

    [Fact]
    public async Task Runs_that_a_crash_left_waiting_start_by_priority()
    {
        await using var driver = await SchedulerDriver.StartAsync(("TaskScheduler:Runs:Concurrency", "1"));
        var work = HeldWork.In(driver);
        await work.AddAsync("first", "high");
        await work.SettledAsync(running: 1, waiting: 0);
        await AddMixedAsync(work);

        work.Forget();
        await driver.CrashAndStartAgainAsync();
        await EndOneByOneAsync(driver, work, 7);

        Assert.Equal(["high", "high", "high", "normal", "normal", "low", "low"], work.Begun.Skip(1).Select(title => title == "first" ? "high" : title));
    }

    private static async Task AddMixedAsync(HeldWork work)
    {
        foreach (var priority in mixed)
            await work.AddAsync(priority, priority);
    }

    private static async Task EndOneByOneAsync(SchedulerDriver driver, HeldWork work, int count)
    {
        for (var ended = 1; ended <= count; ended++)
        {
            await driver.UntilAsync(() => Task.FromResult(work.Running > 0));
            work.EndOne();
            await driver.EndedAsync(ended);
        }
    }
}
