using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Firing;
using TaskScheduler.Core.Health;
using TaskScheduler.Core.Health.Plans;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Tests.Notifications;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Health;

/// <summary>Every active task has a next run, or says why not: what breaks that is found within a minute and repaired.</summary>
public sealed class PlanCheckTests
{
    private static readonly ScheduleDraft hourly = new() { Kind = "cron", Cron = "0 * * * *", TimeZone = "UTC" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("UPDATE plans SET next_due_at = 253402300799999")]
    [InlineData("DELETE FROM plans")]
    public async Task An_active_task_whose_plan_is_lost_is_planned_anew_and_runs(string breakage)
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = (await driver.CreateAsync(hourly)).Task.Id;
        await driver.Get<TaskClock>().SettledAsync();
        Change(driver, breakage);
        driver.Get<TaskClock>().Forget(task);

        await CheckAsync(driver);

        Assert.Equal((1, HealthStatus.Degraded), (driver.Get<PlanStanding>().Latest!.Repaired, StatusOf(driver)));
        await driver.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(SchedulerDriver.Noon.AddHours(1), Assert.Single(await driver.EndedAsync()).DueAt);
        var noted = await driver.Get<AuditStore>().ListAsync(new AuditFilter { Action = AuditActions.TaskReplanned }, null, 10, Cancel);
        Assert.Equal(task, Assert.Single(noted.Value!.Items).SubjectId);
    }

    [Fact]
    public async Task A_task_that_the_clock_has_lost_is_followed_again_before_it_is_due()
    {
        await using var driver = await SchedulerDriver.StartAtAsync(SchedulerDriver.Noon.AddMinutes(58));
        var task = (await driver.CreateAsync(hourly)).Task.Id;
        driver.Get<TaskClock>().Forget(task);
        await driver.Get<TaskClock>().SettledAsync();
        Assert.Null(await driver.Get<TaskClock>().NextFireAsync(task, Cancel));

        await CheckAsync(driver);
        await driver.Get<TaskClock>().SettledAsync();

        Assert.Equal(SchedulerDriver.Noon.AddHours(1), await driver.Get<TaskClock>().NextFireAsync(task, Cancel));
        Assert.Equal(1, driver.Get<PlanStanding>().Latest!.Repaired);
    }

    [Fact]
    public async Task Administrators_are_told_what_was_repaired()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.AddAccountAsync("admin@example.org");
        await driver.CreateAsync(hourly, "Nightly import");
        Change(driver, "UPDATE plans SET next_due_at = 253402300799999");

        await CheckAsync(driver);

        var told = Assert.Single(await driver.MessagesAsync());
        Assert.Equal("1 task had no next run and was repaired", told.Subject);
        Assert.Contains("Nightly import", told.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_rightly_has_no_next_run_is_left_alone()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var parent = (await driver.CreateAsync(new() { Kind = "immediate" }, "Once")).Task.Id;
        await driver.EndedAsync();
        await driver.CreateAsync(new() { Kind = "after", Task = parent.ToString(), On = "succeeded" }, "After it");
        var paused = (await driver.CreateAsync(hourly, "Paused")).Task.Id;
        await driver.Tasks.SetActiveAsync(paused, false, Cancel);
        await driver.CreateAsync(hourly, "Planned");

        await CheckAsync(driver);

        Assert.Equal((0, 0, HealthStatus.Healthy), (driver.Get<PlanStanding>().Latest!.Repaired, driver.Get<PlanStanding>().Latest!.Unclear, StatusOf(driver)));
    }

    [Fact]
    public async Task A_task_whose_one_time_has_passed_without_a_run_is_run()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = (await driver.CreateAsync(new() { Kind = "once", At = "2026-12-01T12:30:00Z" })).Task.Id;
        driver.Get<TaskClock>().Forget(task);
        Change(driver, "UPDATE plans SET next_due_at = 253402300799999");
        driver.Time.MoveTo(SchedulerDriver.Noon.AddMinutes(40));

        await CheckAsync(driver);

        Assert.Equal(SchedulerDriver.Noon.AddMinutes(30), Assert.Single(await driver.EndedAsync()).DueAt);
    }

    [Fact]
    public async Task It_is_checked_every_minute()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.CreateAsync(hourly);
        Change(driver, "UPDATE plans SET next_due_at = 253402300799999");

        driver.Time.Advance(PlanWatch.Period);

        await driver.UntilAsync(async () => await NextDueAsync(driver) == SchedulerDriver.Noon.AddHours(1).ToUnixTimeMilliseconds());
    }

    private static Task CheckAsync(SchedulerDriver driver) => driver.Get<PlanCheck>().OnceAsync(Cancel);

    private static HealthStatus StatusOf(SchedulerDriver driver) => driver.Get<PlanStanding>().Look().Status;

    private static async Task<long> NextDueAsync(SchedulerDriver driver)
    {
        await using var db = driver.Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        return await db.Plans.Select(plan => plan.NextDueAt).SingleAsync(Cancel);
    }

    private static void Change(SchedulerDriver driver, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={driver.DatabaseFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
