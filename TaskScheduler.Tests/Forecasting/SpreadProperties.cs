using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Forecasting;
using TaskScheduler.Core.Forecasting.Durations;
using TaskScheduler.Core.Forecasting.Model;
using TaskScheduler.Core.Forecasting.Spreading;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Forecasting;

public sealed class SpreadProperties
{
    private const int Within = 20;

    private static readonly int[] offsets = [0, .. Enumerable.Range(1, Within).SelectMany(minute => new[] { minute, -minute })];

    private static readonly Arbitrary<PlannedTask[]> anyTasks = GeneratedTasks.TaskAround(SchedulerDriver.Noon).NonEmptyListOf()
        .Select(tasks => tasks.DistinctBy(task => task.Id).ToArray()).ToArbitrary();

    [Fact]
    public void No_time_is_loaded_beyond_what_runs_unless_it_was_so_before() => Prop.ForAll(anyTasks, tasks =>
    {
        var model = Model(tasks);
        var before = Due(model);

        foreach (var moved in Spread(model, tasks))
            model.Put(moved);

        return Due(model).All(after => after.Value.ComputeMs <= ScalingRule.ComputePerInstanceMs || after.Value.Compute <= before.GetValueOrDefault(after.Key).Compute);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    [Fact]
    public void A_schedule_that_is_shifted_is_due_as_much_later_next_time() => Prop.ForAll(
        GeneratedTasks.ScheduleAround(SchedulerDriver.Noon).Zip(Gen.Choose(-90, 90).Where(minutes => minutes != 0)).ToArbitrary(),
        given =>
        {
            var (schedule, minutes) = given;
            return ScheduleShift.By(schedule, minutes, SchedulerDriver.Noon) is not { } shifted
                || Occurrences.Next(shifted, SchedulerDriver.Noon) == Occurrences.Next(schedule, SchedulerDriver.Noon)!.Value.AddMinutes(minutes);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("30 13 * * *", 45, "15 14 * * *")]
    [InlineData("0 30 13 ? * MON-FRI", -31, "0 59 12 ? * MON-FRI")]
    [InlineData("30 * * * *", 15, "45 * * * *")]
    [InlineData("30 * * * *", 45, null)]
    [InlineData("30 9-17 * * *", -45, null)]
    [InlineData("30 23 * * *", 45, null)]
    [InlineData("30 13 * * *", -91, null)]
    [InlineData("0,30 13 * * *", 5, null)]
    [InlineData("0/10 30 13 * * ?", 5, null)]
    public void A_cron_expression_is_shifted_where_it_names_one_minute_and_the_day_stays_the_same(string cron, int minutes, string? shifted) =>
        Assert.Equal(shifted, (ScheduleShift.By(new CronSchedule(cron, "UTC"), minutes, SchedulerDriver.Noon) as CronSchedule)?.Cron);

    [Fact]
    public void A_task_that_has_just_run_is_not_shifted_to_run_again() =>
        Assert.Null(ScheduleShift.By(new CronSchedule("50 * * * *", "UTC"), 8, SchedulerDriver.Noon.AddMinutes(55)));

    private static LoadModel Model(PlannedTask[] tasks)
    {
        var time = new ManualTime(SchedulerDriver.Noon);
        var model = new LoadModel(new LearnedDurations(null!, Options.Create(new ForecastOptions { GuessedCompute = TimeSpan.FromSeconds(2.5) }), time), time);
        foreach (var task in tasks)
            model.Put(task);
        return model;
    }

    private static IEnumerable<PlannedTask> Spread(LoadModel model, PlannedTask[] tasks)
    {
        var (load, first, last, movable) = model.Look(view => (LoadSketch.Of(view, 1), view.First, view.Last, tasks
            .Where(task => ScheduleShift.FaultOf(task.Schedule) is null && view.TimesOf(task.Id).Count > 0)
            .Select(task => new SpreadTask(task.Id, "", 1, task.Schedule, view.TimesOf(task.Id)[0], view.TimesOf(task.Id), TaskLoad.Of(view, task))).ToList()));
        var placed = new SpreadPlacing(load, offsets, first, last, SchedulerDriver.Noon).Place(movable).Placed;
        return placed.Select(place => new PlannedTask(place.Task.Id, place.Schedule, tasks.Single(task => task.Id == place.Task.Id).Type, 2));
    }

    private static Dictionary<long, Load> Due(LoadModel model) => model.Look(view => view.Due().ToDictionary(due => due.Second, due => due.Load));
}
