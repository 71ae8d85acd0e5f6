using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Forecasting;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Forecasting;

public sealed class ForecastTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tasks_of_the_same_time_are_added_up_whatever_their_schedules()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.CreateAsync(ForecastDriver.Cron("0 14 * * *"));
        await driver.CreateAsync(ForecastDriver.Cron("0 15 * * *", "Europe/Berlin"));
        await driver.CreateAsync(ForecastDriver.Every("PT2H", SchedulerDriver.Noon));
        await driver.CreateAsync(ForecastDriver.Once(SchedulerDriver.Noon.AddHours(2)));

        var forecast = await driver.ForecastAsync(forecast => forecast.Items is [{ Tasks: 4 }]);

        Assert.Equal(new(SchedulerDriver.Noon.AddHours(2), 4, 4_000), forecast.Items[0]);
    }

    [Fact]
    public async Task Edits_deletions_and_inactive_tasks_are_followed()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = await driver.CreateAsync(ForecastDriver.Cron("0 14 * * *"));
        var other = await driver.CreateAsync(ForecastDriver.Cron("0 14 * * *"));
        await driver.ForecastAsync(forecast => forecast.Items is [{ Tasks: 2 }]);

        await driver.Tasks.ReplaceAsync(task.Task.Id, TaskDraft.Of(task.Task) with { Schedule = ForecastDriver.Cron("5 14 * * *") }, null, Cancel);
        await driver.ForecastAsync(forecast => forecast.Items is [{ Tasks: 1 }, { Tasks: 1, DueAt.Minute: 5 }]);
        await driver.Tasks.SetActiveAsync(task.Task.Id, false, Cancel);
        await driver.ForecastAsync(forecast => forecast.Items is [{ DueAt.Minute: 0 }]);
        await driver.Tasks.DeleteAsync(other.Task.Id, Cancel);
        await driver.ForecastAsync(forecast => forecast.Items.Count == 0);
    }

    [Fact]
    public async Task More_changes_than_are_named_one_by_one_are_followed_too()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.ForecastAsync(_ => true);

        var created = await driver.Tasks.CreateManyAsync([.. Enumerable.Range(0, 1_500).Select(number => new TaskDraft { Title = $"Task {number}", Type = "scripted", Schedule = ForecastDriver.Cron("0 14 * * *") })], Cancel);
        await driver.ForecastAsync(forecast => forecast.Items is [{ Tasks: 1_500 }]);
        driver.Time.Advance(TimeSpan.FromSeconds(2));
        await driver.Tasks.DeleteAsync(new TaskFilter(), Cancel);

        await driver.ForecastAsync(forecast => forecast.Items.Count == 0);
        Assert.True(created.Succeeded);
    }

    [Fact]
    public async Task A_task_that_is_due_after_another_is_expected_when_that_one_ends()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var parent = await driver.CreateAsync(ForecastDriver.Cron("0 14 * * *"));
        var child = await driver.CreateAsync(new() { Kind = "after", Task = parent.Task.Id.ToString() });
        await driver.CreateAsync(new() { Kind = "after", Task = child.Task.Id.ToString(), On = "ended" });
        await driver.CreateAsync(new() { Kind = "after", Task = parent.Task.Id.ToString(), On = "failed" });

        await driver.EndAsync(driver.Took(parent.Task.Id, 89_500));
        var forecast = await driver.ForecastAsync(forecast => forecast.Items is [{ Tasks: 1, ComputeMs: 89_500 }, { DueAt: { Minute: 1, Second: 30 } }, _]);
        await driver.Tasks.SetActiveAsync(parent.Task.Id, false, Cancel);

        Assert.Equal(SchedulerDriver.Noon.AddHours(2).AddSeconds(90 + 90), forecast.Items[2].DueAt);
        await driver.ForecastAsync(later => later.Items.Count == 0);
    }

    [Fact]
    public async Task What_waits_for_its_next_attempt_and_what_waits_to_start_counts()
    {
        await using var driver = await SchedulerDriver.StartAsync(("TaskScheduler:Runs:Concurrency", "1"));
        var busy = new Gate();
        driver.Work.Script = async (run, stop) =>
        {
            if (run.Title == "Fails")
                return Performance.Failed("No.");
            return await busy.HoldAsync(run, stop);
        };
        await driver.CreateAsync(ForecastDriver.Once(driver.Time.GetUtcNow().AddSeconds(1)), "Fails", execution: new() { Retry = new() { Kind = "fixed", Wait = "PT30M", Retries = 1 } });
        await driver.AdvanceAsync(TimeSpan.FromSeconds(1));
        await driver.UntilAsync(async () => (await driver.ActiveAsync()).Any(run => run.RetryAt is not null));
        await driver.CreateAsync(new() { Kind = "immediate" }, "Runs");
        await busy.Arrived;
        await driver.CreateAsync(new() { Kind = "immediate" }, "Waits");
        driver.Time.Advance(TimeSpan.FromSeconds(5));

        var forecast = await driver.ForecastAsync(forecast => forecast is { Items.Count: 1, Waiting.Tasks: 1 });

        Assert.InRange(forecast.Items[0].DueAt, SchedulerDriver.Noon.AddMinutes(30), SchedulerDriver.Noon.AddMinutes(31));
        busy.Open();
    }

    [Fact]
    public async Task The_first_time_that_needs_more_instances_is_named_with_the_moment_by_which_they_have_to_be_there()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var ids = new List<Guid>();
        for (var number = 0; number < 3; number++)
            ids.Add((await driver.CreateAsync(ForecastDriver.Cron("10 14 * * *"), $"Task {number}")).Task.Id);
        await driver.EndAsync([.. ids.Select((id, number) => driver.Took(id, 7_000 + number))]);

        var forecast = await driver.ForecastAsync(forecast => forecast.Capacity.Shortage is not null);

        Assert.Equal("3 instances from 15:05, because of 3 tasks at 15:10", ForecastWords.Of(forecast.Capacity, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")));
        Assert.Equal((1, 3), (forecast.Capacity.Running, forecast.Capacity.Needed));
        Assert.Equal(["Task 2", "Task 1", "Task 0"], forecast.HotSpots[0].Tasks.Select(task => task.Title));
    }

    [Fact]
    public async Task Instances_that_run_are_enough_for_as_much_as_they_take()
    {
        await using var driver = await SchedulerDriver.StartWithAsync(services => services.AddSingleton<IInstances>(new TwoInstances()));
        var task = await driver.CreateAsync(ForecastDriver.Cron("10 14 * * *"));
        await driver.EndAsync(driver.Took(task.Task.Id, 18_000));

        var forecast = await driver.ForecastAsync(forecast => forecast.Capacity.Needed == 2);

        Assert.Equal("2 instances are enough for the next 3 hours", ForecastWords.Of(forecast.Capacity, TimeZoneInfo.Utc));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(9_000, 1)]
    [InlineData(9_001, 2)]
    [InlineData(25_700, 3)]
    public void Required_instances_are_the_compute_over_nine_seconds_rounded_up(long computeMs, int instances) => Assert.Equal(instances, ScalingRule.InstancesFor(computeMs));

    private sealed class TwoInstances : IInstances
    {
        public int Running => 2;
    }
}
