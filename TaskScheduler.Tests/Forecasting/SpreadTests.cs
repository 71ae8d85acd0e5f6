using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Forecasting.Spreading;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Forecasting;

public sealed class SpreadTests
{
    private static readonly DateTimeOffset hot = SchedulerDriver.Noon.AddMinutes(90);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_too_much_for_a_time_goes_to_the_nearest_minutes_with_room_and_no_further()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        for (var number = 0; number < 5; number++)
            await CreateAsync(driver, ForecastDriver.Cron("30 13 * * *"), 4_000);
        await CreateAsync(driver, ForecastDriver.Cron("31 13 * * *"), 8_000);
        await driver.ForecastAsync(forecast => forecast.Items is [{ ComputeMs: 20_000 }, { ComputeMs: 8_000 }]);

        var plan = await PlanAsync(driver, new(new() { Type = "scripted" }, TimeSpan.FromMinutes(3)) { At = hot });
        await driver.Get<LoadSpreader>().ApplyAsync([.. plan.Moves.Select(SpreadStep.Of)], Cancel);
        var after = await driver.ForecastAsync(forecast => forecast.Items.Count == 4);

        Assert.Equal([32, 32, 33], plan.Moves.Select(move => move.NewTime.Minute));
        Assert.Equal([8_000, 8_000, 8_000, 4_000], after.Items.Select(item => item.ComputeMs));
        Assert.Equal((3, 1), (plan.Before.Needed, plan.After.Needed));
        Assert.Equal(["It is not due at that time."], plan.Stays.Where(stay => !stay.HasRoom).Select(stay => stay.Reason));
    }

    [Fact]
    public async Task A_move_is_an_edit_of_the_task_and_none_is_made_when_one_has_changed_since()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var tasks = new List<Guid>();
        for (var number = 0; number < 3; number++)
            tasks.Add(await CreateAsync(driver, ForecastDriver.Once(hot), 8_000));
        await driver.ForecastAsync(forecast => forecast.Items is [{ ComputeMs: 24_000 }]);
        var plan = await PlanAsync(driver, new(new() { Ids = tasks }, TimeSpan.FromMinutes(30)));
        var steps = plan.Moves.Select(SpreadStep.Of).ToList();

        var refused = await driver.Get<LoadSpreader>().ApplyAsync([steps[0], steps[1] with { Version = 7 }], Cancel);
        var unchanged = await driver.Tasks.FindAsync(steps[0].TaskId, Cancel);
        var moved = await driver.Get<LoadSpreader>().ApplyAsync(steps, Cancel);
        var task = await driver.Tasks.FindAsync(steps[0].TaskId, Cancel);

        Assert.Equal((Refusal.Conflict, "moves[1].version"), (refused.Refusal, refused.Faults[0].Field));
        Assert.Equal((1, hot), (unchanged!.Task.Version, unchanged.ExecutionTime));
        Assert.Equal((2, 2, hot.AddMinutes(1)), (moved.Value, task!.Task.Version, task.ExecutionTime));
        var entries = await driver.Get<AuditStore>().ListAsync(new(), null, 50, Cancel);
        Assert.Equal(2, entries.Value!.Items.Count(entry => entry.Action == AuditActions.TaskChanged));
    }

    [Fact]
    public async Task What_cannot_be_moved_stays_with_its_reason()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var full = await CreateAsync(driver, ForecastDriver.Cron("*/30 * * * *"), 10_000);
        var after = (await driver.CreateAsync(new() { Kind = "after", Task = full.ToString() })).Task.Id;
        var inactive = await CreateAsync(driver, ForecastDriver.Cron("30 13 * * *"), 10_000);
        await driver.Tasks.SetActiveAsync(inactive, false, Cancel);
        var large = await CreateAsync(driver, ForecastDriver.Cron("30 13 * * *"), 10_000);
        var late = await CreateAsync(driver, ForecastDriver.Cron("0 20 * * *"), 10_000);
        await driver.ForecastAsync(forecast => forecast.Items.Any(item => item.ComputeMs == 20_000));

        var plan = await PlanAsync(driver, new(new() { Ids = [full, after, inactive, large, late] }, TimeSpan.FromMinutes(10)) { Earlier = true });

        Assert.Empty(plan.Moves);
        Assert.Equal("Its cron expression has no single minute and second that could be shifted. Edit its schedule.", ReasonOf(plan, full));
        Assert.Equal("It is due after another task. Move that one.", ReasonOf(plan, after));
        Assert.Equal("It is inactive, so it is not due.", ReasonOf(plan, inactive));
        Assert.Equal("Within 10 minutes there is no time with room for it.", ReasonOf(plan, large));
        Assert.Equal("It is not due in the next three hours.", ReasonOf(plan, late));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, -1)]
    public async Task A_task_becomes_due_earlier_only_when_that_is_asked_for(bool earlier, int side)
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var tasks = new List<Guid>();
        foreach (var minute in new[] { 30, 30, 31 })
            tasks.Add(await CreateAsync(driver, ForecastDriver.Cron($"{minute} 13 * * *"), 8_000));
        await driver.ForecastAsync(forecast => forecast.Items is [{ ComputeMs: 16_000 }, _]);

        var plan = await PlanAsync(driver, new(new() { Ids = [tasks[0], tasks[1]] }, TimeSpan.FromMinutes(5)) { Earlier = earlier });

        Assert.Equal([side == 1 ? hot.AddMinutes(2) : hot.AddMinutes(-1)], plan.Moves.Select(move => move.NewTime));
    }

    [Fact]
    public async Task Tasks_of_others_are_left_alone()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = await CreateAsync(driver, ForecastDriver.Cron("30 13 * * *"), 10_000);
        await driver.ForecastAsync(forecast => forecast.Items.Count == 1);
        driver.Caller.Becomes("kim@example.org", Role.Operator);

        var named = await PlanAsync(driver, new(new() { Ids = [task] }, TimeSpan.FromMinutes(5)));
        var matching = await PlanAsync(driver, new(new(), TimeSpan.FromMinutes(5)));
        var applied = await driver.Get<LoadSpreader>().ApplyAsync([new(task, 1, ForecastDriver.Cron("31 13 * * *"))], Cancel);

        Assert.Equal((1, 0), (named.Stays.Count, matching.Stays.Count));
        Assert.Equal(Refusal.Forbidden, applied.Refusal);
    }

    private static string ReasonOf(SpreadPlan plan, Guid task) => plan.Stays.Single(stay => stay.TaskId == task).Reason;

    private static async Task<Guid> CreateAsync(SchedulerDriver driver, ScheduleDraft schedule, double milliseconds)
    {
        var task = await driver.CreateAsync(schedule);
        await driver.EndAsync(driver.Took(task.Task.Id, milliseconds));
        return task.Task.Id;
    }

    private static async Task<SpreadPlan> PlanAsync(SchedulerDriver driver, SpreadRequest request)
    {
        var plan = await driver.Get<LoadSpreader>().PlanAsync(request, Cancel);
        Assert.Empty(plan.Faults);
        return plan.Value!;
    }
}
