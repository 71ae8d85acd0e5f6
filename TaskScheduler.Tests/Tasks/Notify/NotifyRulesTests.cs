using TaskScheduler.Core;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.Notify;
using TaskScheduler.Tests.Support;
using TaskStatus = TaskScheduler.Core.Tasks.TaskStatus;

namespace TaskScheduler.Tests.Tasks.Notify;

public sealed class NotifyRulesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sometimes", null, null, "notify.executed")]
    [InlineData(null, "sometimes", null, "notify.invite")]
    [InlineData(null, null, "an hour", "notify.queueAhead")]
    [InlineData(null, null, "-PT1M", "notify.queueAhead")]
    [InlineData(null, null, "P8D", "notify.queueAhead")]
    public void What_is_not_understood_is_refused_at_its_field(string? executed, string? invite, string? ahead, string field)
    {
        var faults = new List<Fault>();

        new NotifyDraft { Executed = executed, Invite = invite, QueueAhead = ahead }.Check(faults);

        Assert.Equal(field, Assert.Single(faults).Field);
    }

    [Fact]
    public async Task What_was_saved_is_read_again_and_kept_in_versions()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var notify = new NotifyDraft { Executed = "onFailure", Invite = "series", QueueAhead = "PT2H" };

        var task = await CreateAsync(driver, "2026-12-01T18:00:00Z", notify);
        var read = (await driver.Tasks.FindAsync(task, Cancel))!.Task;

        Assert.Equal(notify, TaskDraft.Of(read).Notify);
        Assert.Equal(TimeSpan.FromHours(2), read.Notify.QueueAhead);
    }

    [Theory]
    [InlineData(null, "12:44", TaskStatus.Pending)]
    [InlineData(null, "12:45", TaskStatus.Queued)]
    [InlineData("PT30M", "12:29", TaskStatus.Pending)]
    [InlineData("PT30M", "12:30", TaskStatus.Queued)]
    [InlineData("PT0S", "12:59", TaskStatus.Pending)]
    public async Task A_task_is_queued_its_own_time_before_it_is_due(string? ahead, string clock, TaskStatus status)
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = await CreateAsync(driver, "2026-12-01T13:00:00Z", new() { QueueAhead = ahead });

        await driver.AdvanceAsync(TimeOnly.Parse(clock, System.Globalization.CultureInfo.InvariantCulture) - new TimeOnly(12, 0));

        Assert.Equal(status, (await driver.Tasks.FindAsync(task, Cancel))!.Status);
        foreach (var asked in new[] { TaskStatus.Pending, TaskStatus.Queued })
            Assert.Equal(asked == status ? 1 : 0, (await driver.Tasks.ListAsync(new TaskQuery(new() { Status = asked }), Cancel)).Total);
    }

    private static async Task<Guid> CreateAsync(SchedulerDriver driver, string at, NotifyDraft notify)
    {
        var created = await driver.Tasks.CreateAsync(new TaskDraft { Title = "Water the plants", Type = "scripted", Schedule = new() { Kind = "once", At = at }, Notify = notify }, Cancel);
        Assert.Empty(created.Faults);
        return created.Value!.Task.Id;
    }
}
