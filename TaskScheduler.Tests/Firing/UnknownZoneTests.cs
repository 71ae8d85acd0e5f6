using TaskScheduler.Core;
using TaskScheduler.Core.Firing;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Tests.Support;
using TaskStatus = TaskScheduler.Core.Tasks.TaskStatus;

namespace TaskScheduler.Tests.Firing;

/// <summary>A zone that was known when the task was written: by another machine, or before an update of the system.</summary>
public sealed class UnknownZoneTests
{
    private static readonly DateTimeOffset noon = SchedulerDriver.Noon;
    private static readonly ScheduleDraft hourly = new() { Kind = "cron", Cron = "0 * * * *" };
    private static readonly ScheduleDraft hourlyInBerlin = new() { Kind = "cron", Cron = "0 * * * *", TimeZone = "Europe/Berlin" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_task_in_an_unknown_zone_keeps_neither_the_program_from_starting_nor_others_from_firing()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await CreateInUnknownZoneAsync(driver);
        await driver.CreateAsync(hourly, "Good");
        await driver.StopAsync();

        await driver.StartAgainAsync(TimeSpan.FromHours(1.5));
        await driver.EndedAsync();
        driver.Time.MoveTo(noon.AddHours(2));

        var runs = await driver.EndedAsync(2);
        Assert.Equal([("Good", noon.AddHours(2)), ("Good", noon.AddHours(1))], runs.Select(run => (run.Title, run.DueAt)));
    }

    [Fact]
    public async Task A_task_in_an_unknown_zone_is_still_listed_and_can_be_run_by_hand()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = await CreateInUnknownZoneAsync(driver);
        await driver.StopAsync();
        await driver.StartAgainAsync();

        var listed = Assert.Single((await driver.Tasks.ListAsync(new TaskQuery(new TaskFilter()), Cancel)).Items);
        await driver.Tasks.RunNowAsync(task, Cancel);

        Assert.Equal(new CronSchedule("0 * * * *", "Mars/Olympus"), listed.Task.Schedule);
        Assert.Equal(RunState.Succeeded, Assert.Single(await driver.EndedAsync()).State);
    }

    [Fact]
    public async Task Setting_it_active_is_refused_with_its_zone_and_among_many_it_is_left_out()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = await CreateInUnknownZoneAsync(driver);
        await driver.CreateAsync(hourly, "Good");
        Assert.Equal(2, await driver.Tasks.SetActiveAsync(new TaskFilter(), false, Cancel));

        var refused = await driver.Tasks.SetActiveAsync(task, true, Cancel);
        var changed = await driver.Tasks.SetActiveAsync(new TaskFilter(), true, Cancel);

        Assert.Equal(Refusal.Conflict, refused.Refusal);
        Assert.Contains("Mars/Olympus", Assert.Single(refused.Faults).Message, StringComparison.Ordinal);
        Assert.Equal(1, changed);
    }

    [Fact]
    public async Task A_change_that_the_clock_cannot_follow_stops_no_other()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = await CreateInUnknownZoneAsync(driver);

        driver.Get<TaskClock>().Follow(task, new CronSchedule("0 * * * *", "Mars/Olympus"), noon.AddHours(1));
        await driver.CreateAsync(new ScheduleDraft { Kind = "once", At = "2026-12-01T12:30:00Z" }, "Good");
        await driver.Get<TaskClock>().SettledAsync().WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Cancel);
        driver.Time.MoveTo(noon.AddHours(1));

        Assert.Equal("Good", Assert.Single(await driver.EndedAsync()).Title);
        Assert.Equal(TaskStatus.Queued, (await driver.Tasks.FindAsync(task, Cancel))!.Status);
    }

    private static async Task<Guid> CreateInUnknownZoneAsync(SchedulerDriver driver)
    {
        var task = await driver.CreateAsync(hourlyInBerlin, "Bad");
        await driver.Get<IWriteGate>().WriteAsync(session => Task.FromResult(session
            .Statement("UPDATE tasks SET schedule = replace(schedule, 'Europe/Berlin', 'Mars/Olympus') WHERE id = @id").With("@id", task.Task.Id).Execute()));
        return task.Task.Id;
    }
}
