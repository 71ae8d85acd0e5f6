using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Firing;

public sealed class LostRunTests
{
    private static readonly ScheduleDraft immediately = new() { Kind = "immediate" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_lost_in_a_crash_after_its_task_was_deleted_ends_as_failed()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var (taskId, _) = await HoldRunAsync(driver);
        await driver.Tasks.DeleteAsync(taskId, Cancel);

        await driver.CrashAndStartAgainAsync();

        var run = Assert.Single(await driver.EndedAsync().WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Cancel));
        Assert.Equal((RunState.Failed, 1, "Its task was deleted, so it is not tried again."), (run.State, run.Attempt, run.Reason));
    }

    [Fact]
    public async Task A_run_interrupted_by_a_stop_after_its_task_was_deleted_ends_as_failed()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var (taskId, _) = await HoldRunAsync(driver);
        await driver.Tasks.DeleteAsync(taskId, Cancel);

        await driver.StopAsync();
        await driver.StartAgainAsync();

        var run = Assert.Single(await driver.EndedAsync().WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Cancel));
        Assert.Equal((RunState.Failed, "The stop of the program interrupted it."), (run.State, run.Error));
    }

    [Fact]
    public async Task A_task_shows_its_twice_lost_run_as_its_last()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var (taskId, gate) = await HoldRunAsync(driver);
        await driver.CrashAndStartAgainAsync();
        await gate.Arrived;

        await driver.CrashAndStartAgainAsync();

        var run = Assert.Single(await driver.EndedAsync());
        var last = (await driver.Tasks.FindAsync(taskId, Cancel))!.LastRun;
        Assert.Equal((run.Id, RunState.Failed), (last?.Id, last?.State));
    }
    /// <summary>Starts a task whose run does not end by itself, and waits until it runs.</summary>
    private static async Task<(Guid TaskId, Gate Gate)> HoldRunAsync(SchedulerDriver driver)
    {
        var gate = new Gate();
        driver.Work.Script = gate.HoldAsync;
        var task = await driver.CreateAsync(immediately);
        await gate.Arrived;
        return (task.Task.Id, gate);
    }
}
