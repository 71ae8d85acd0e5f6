using TaskScheduler.Core.Schedules;
using TaskScheduler.Tests.Support;
using TaskStatus = TaskScheduler.Core.Tasks.TaskStatus;

namespace TaskScheduler.Tests.Tasks;

public sealed class QueueAheadTests
{
    [Fact]
    public async Task A_task_whose_time_comes_near_is_announced_and_shows_as_queued()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = await driver.CreateAsync(new ScheduleDraft { Kind = "once", At = "2026-12-01T12:30:00Z" });
        Assert.Equal(TaskStatus.Pending, task.Status);
        using var changes = driver.Feed.Subscribe();

        driver.Time.Advance(TimeSpan.FromMinutes(15));

        Assert.Contains(task.Task.Id, (await changes.ReadAsync(TestContext.Current.CancellationToken)).Tasks);
        Assert.Equal(TaskStatus.Queued, (await driver.Tasks.FindAsync(task.Task.Id, TestContext.Current.CancellationToken))!.Status);
    }
}
