using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Firing;

public sealed class ClockTests
{
    private static readonly DateTimeOffset noon = SchedulerDriver.Noon;

    [Fact]
    public async Task A_task_that_is_due_once_runs_at_its_time_and_not_before()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.CreateAsync(new ScheduleDraft { Kind = "once", At = "2026-12-01T13:30:00+01:00" });

        await driver.AdvanceAsync(TimeSpan.FromMinutes(30) - TimeSpan.FromMilliseconds(1));
        Assert.Empty(driver.Work.Performed);

        await driver.AdvanceAsync(TimeSpan.FromMilliseconds(1));
        var run = Assert.Single(await driver.EndedAsync());
        Assert.Equal(noon.AddMinutes(30), run.DueAt);
        Assert.Equal(0, run.LatenessMs);
    }

    [Fact]
    public async Task A_cron_task_runs_whenever_its_expression_matches_the_clock_of_its_zone()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.CreateAsync(new ScheduleDraft { Kind = "cron", Cron = "0 9 * * *", TimeZone = "Europe/Berlin" });

        await driver.AdvanceAsync(TimeSpan.FromDays(3));

        var ended = await driver.EndedAsync(3);
        Assert.Equal([noon.AddHours(68), noon.AddHours(44), noon.AddHours(20)], ended.Select(run => run.DueAt));
    }

    [Fact]
    public async Task An_interval_task_keeps_its_rhythm()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.CreateAsync(new ScheduleDraft { Kind = "interval", Every = "PT90M", StartAt = "2026-12-01T12:10:00Z" });

        await driver.AdvanceAsync(TimeSpan.FromHours(4));

        var ended = await driver.EndedAsync(3);
        Assert.Equal([noon.AddMinutes(190), noon.AddMinutes(100), noon.AddMinutes(10)], ended.Select(run => run.DueAt));
    }

    [Fact]
    public async Task An_edited_schedule_replaces_the_old_one()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = await driver.CreateAsync(new ScheduleDraft { Kind = "once", At = "2026-12-01T12:10:00Z" });

        var draft = Core.Tasks.TaskDraft.Of(task.Task) with { Schedule = new ScheduleDraft { Kind = "once", At = "2026-12-01T12:20:00Z" } };
        await driver.Tasks.ReplaceAsync(task.Task.Id, draft, 1, TestContext.Current.CancellationToken);
        await driver.AdvanceAsync(TimeSpan.FromMinutes(30));

        Assert.Equal(noon.AddMinutes(20), Assert.Single(await driver.EndedAsync()).DueAt);
    }

    [Fact]
    public async Task An_inactive_task_is_not_due_until_it_is_active_again()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = await driver.CreateAsync(new ScheduleDraft { Kind = "cron", Cron = "0 * * * *" });

        await driver.Tasks.SetActiveAsync(task.Task.Id, false, TestContext.Current.CancellationToken);
        await driver.AdvanceAsync(TimeSpan.FromHours(5));
        Assert.Empty(driver.Work.Performed);

        await driver.Tasks.SetActiveAsync(task.Task.Id, true, TestContext.Current.CancellationToken);
        await driver.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(noon.AddHours(6), Assert.Single(await driver.EndedAsync()).DueAt);
    }

    [Fact]
    public async Task A_deleted_task_is_not_due_any_more()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = await driver.CreateAsync(new ScheduleDraft { Kind = "interval", Every = "PT1M" });

        await driver.Tasks.DeleteAsync(task.Task.Id, TestContext.Current.CancellationToken);
        await driver.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Empty(driver.Work.Performed);
    }

    [Fact]
    public async Task Running_a_task_now_leaves_its_schedule_as_it_is()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = await driver.CreateAsync(new ScheduleDraft { Kind = "once", At = "2026-12-01T12:10:00Z" });

        await driver.Tasks.RunNowAsync(task.Task.Id, TestContext.Current.CancellationToken);
        await driver.AdvanceAsync(TimeSpan.FromMinutes(10));

        var ended = await driver.EndedAsync(2);
        Assert.Equal([RunTrigger.Schedule, RunTrigger.Manual], ended.Select(run => run.Trigger));
    }

    [Fact]
    public async Task Many_tasks_that_are_due_at_one_instant_each_run_once()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var at = new ScheduleDraft { Kind = "once", At = "2026-12-01T12:10:00Z" };
        var drafts = Enumerable.Range(0, 300).Select(number => new Core.Tasks.TaskDraft { Title = $"Task {number}", Type = "scripted", Schedule = at }).ToList();
        await driver.Tasks.CreateManyAsync(drafts, TestContext.Current.CancellationToken);

        await driver.AdvanceAsync(TimeSpan.FromMinutes(10));

        var ended = await driver.EndedAsync(300);
        Assert.Equal(300, ended.Select(run => run.TaskId).Distinct().Count());
        Assert.Equal(300, driver.Work.Performed.Count);
    }
}
