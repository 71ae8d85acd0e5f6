using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Forecasting.WhatIf;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Forecasting;

public sealed class WhatIfTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_task_is_said_to_do_what_saving_it_then_does()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.CreateAsync(ForecastDriver.Cron("*/20 * * * *"));
        var before = await driver.ForecastAsync(forecast => forecast.Items.Count == 9);

        var answer = await AskAsync(driver, ForecastDriver.Cron("*/30 * * * *"));
        await driver.CreateAsync(ForecastDriver.Cron("*/30 * * * *"));
        var after = await driver.ForecastAsync(forecast => forecast.Items.Count == 12);

        Assert.Equal((6, 0, 0, 1_000), (answer.Gained, answer.Lost, answer.Moved, answer.ComputeMs));
        Assert.Equal(answer.Changes.Select(change => change.After), after.Items.Where(item => item.DueAt.Minute % 30 == 0));
        Assert.Equal(answer.Changes.Select(change => change.Before).Where(point => point.Tasks > 0), before.Items.Where(item => item.DueAt.Minute % 30 == 0));
    }

    [Fact]
    public async Task Another_time_for_a_task_moves_its_runs_and_those_of_the_task_after_it()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = await driver.CreateAsync(ForecastDriver.Cron("0 * * * *"));
        await driver.CreateAsync(new() { Kind = "after", Task = task.Task.Id.ToString() });
        await driver.ForecastAsync(forecast => forecast.Items.Count == 6);

        var answer = await AskAsync(driver, ForecastDriver.Cron("30 * * * *"), task.Task.Id);

        Assert.Equal((0, 0, 6), (answer.Gained, answer.Lost, answer.Moved));
    }

    [Fact]
    public async Task The_nearest_times_with_room_are_named_before_and_after()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        foreach (var minute in new[] { 30, 31, 28 })
            await driver.EndAsync(driver.Took((await driver.CreateAsync(ForecastDriver.Cron($"{minute} 13 * * *"))).Task.Id, 8_500));
        await driver.EndAsync(driver.Took(Guid.NewGuid(), 1_000, "notification"));
        await driver.ForecastAsync(forecast => forecast.Items.Count == 3 && forecast.Items.All(item => item.ComputeMs == 8_500));

        var answer = await AskAsync(driver, ForecastDriver.Cron("30 13 * * *"));

        Assert.False(answer.Fits);
        Assert.True(answer.NeedsMore);
        Assert.Equal([-1, 2, 3, -3, 4, -4], answer.FreeSlots.Select(slot => (int)slot.Shift.TotalMinutes));
        Assert.Equal(new CronSchedule("32 13 * * *", "UTC"), answer.FreeSlots[1].Schedule);
    }

    [Fact]
    public async Task Asking_is_refused_as_saving_would_be()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = await driver.CreateAsync(ForecastDriver.Cron("0 * * * *"));
        await driver.ForecastAsync(_ => true);

        var invalid = await driver.Get<WhatIfForecast>().AskAsync(new() { Title = "", Schedule = ForecastDriver.Cron("0 * * * *") }, null, Cancel);
        driver.Caller.Becomes("kim@example.org", Role.Operator);
        var foreign = await driver.Get<WhatIfForecast>().AskAsync(TaskDraft.Of(task.Task), task.Task.Id, Cancel);
        driver.Caller.Becomes("viewer@example.org", Role.Viewer);
        var viewer = await driver.Get<WhatIfForecast>().AskAsync(TaskDraft.Of(task.Task), null, Cancel);

        Assert.Equal((Refusal.Invalid, Refusal.Forbidden, Refusal.Forbidden), (invalid.Refusal, foreign.Refusal, viewer.Refusal));
    }

    [Fact]
    public async Task Who_is_still_writing_a_task_is_told_as_soon_as_its_schedule_is_right()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.ForecastAsync(_ => true);
        var begun = new TaskDraft { Type = "scripted", Schedule = ForecastDriver.Cron("0 * * * *") };

        var told = await driver.Get<WhatIfForecast>().AskWhileWritingAsync(begun, null, Cancel);
        var early = await driver.Get<WhatIfForecast>().AskWhileWritingAsync(begun with { Schedule = ForecastDriver.Cron("no") }, null, Cancel);

        Assert.Equal(3, told.Value!.Gained);
        Assert.Equal(Refusal.Invalid, early.Refusal);
    }

    private static async Task<WhatIfAnswer> AskAsync(SchedulerDriver driver, ScheduleDraft schedule, Guid? replaces = null)
    {
        var answer = await driver.Get<WhatIfForecast>().AskAsync(new() { Title = "Water the plants", Type = "scripted", Schedule = schedule }, replaces, Cancel);
        Assert.Empty(answer.Faults);
        return answer.Value!;
    }
}
