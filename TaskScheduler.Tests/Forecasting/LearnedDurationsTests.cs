using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Forecasting;
using TaskScheduler.Core.Forecasting.Durations;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Forecasting;

public sealed class LearnedDurationsTests
{
    [Fact]
    public void The_average_of_the_first_runs_is_their_plain_mean()
    {
        var took = new long[] { 10_000, 30_000, 5_000, 900_000, 1, 70_000, 70_001, 12 };

        for (var count = 1; count <= took.Length; count++)
            Assert.Equal(took.Take(count).Average(), Average(took.Take(count)).Microseconds, tolerance: 5.0);
    }

    [Fact]
    public void A_change_for_good_has_arrived_after_twenty_runs()
    {
        var average = Average(Enumerable.Repeat(100_000L, 500).Concat(Enumerable.Repeat(900_000L, 20)));

        Assert.InRange(average.Microseconds, 100_000 + (0.92 * 800_000), 900_000);
    }

    [Fact]
    public async Task A_task_takes_what_its_own_runs_took_else_what_its_type_took_else_a_guess()
    {
        await using var driver = await SchedulerDriver.StartAsync(("TaskScheduler:Forecast:GuessedCompute", "00:00:07"));
        var own = await driver.CreateAsync(ForecastDriver.Cron("30 12 * * *"));
        await driver.CreateAsync(ForecastDriver.Cron("40 12 * * *"));

        var guessed = await driver.ForecastAsync(forecast => forecast.Items.Count == 2);
        await driver.EndAsync(driver.Took(own.Task.Id, 2_000), driver.Took(own.Task.Id, 4_000), driver.Took(Guid.NewGuid(), 9_000));
        var learned = await driver.ForecastAsync(forecast => forecast.Items[0].ComputeMs == 3_000);

        Assert.Equal([7_000, 7_000], guessed.Items.Select(item => item.ComputeMs));
        Assert.Equal([3_000, 5_000], learned.Items.Select(item => item.ComputeMs));
    }

    [Fact]
    public async Task Only_runs_that_were_performed_teach()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = await driver.CreateAsync(ForecastDriver.Cron("30 12 * * *"));

        await driver.EndAsync(
            driver.Took(task.Task.Id, 500, state: RunState.Cancelled),
            driver.Took(task.Task.Id, 500) with { State = RunState.Skipped, StartedAt = null },
            driver.Took(task.Task.Id, 2_500, state: RunState.TimedOut));

        Assert.Equal(2_500_000, driver.Get<LearnedDurations>().OfTask(task.Task.Id));
    }

    [Fact]
    public async Task What_was_learned_is_known_after_a_restart_and_forgotten_with_the_task()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var kept = await driver.CreateAsync(ForecastDriver.Cron("30 12 * * *"));
        var deleted = await driver.CreateAsync(ForecastDriver.Cron("31 12 * * *"));
        await driver.EndAsync(driver.Took(kept.Task.Id, 2_000), driver.Took(deleted.Task.Id, 4_000));
        await driver.Tasks.DeleteAsync(deleted.Task.Id, TestContext.Current.CancellationToken);

        await driver.StopAsync();
        await driver.StartAgainAsync();
        await driver.ForecastAsync(forecast => forecast.Items is [{ ComputeMs: 2_000 }]);
        var durations = driver.Get<LearnedDurations>();

        Assert.Equal((2_000_000, 3_000_000), (durations.OfTask(kept.Task.Id)!.Value, durations.OfType("scripted")));
        Assert.Null(durations.OfTask(deleted.Task.Id));
    }

    [Fact]
    public async Task What_is_still_stored_of_a_deleted_task_is_not_read_again()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var deleted = await driver.CreateAsync(ForecastDriver.Cron("31 12 * * *"));
        await driver.EndAsync(driver.Took(deleted.Task.Id, 4_000));
        await driver.Tasks.DeleteAsync(deleted.Task.Id, TestContext.Current.CancellationToken);

        var durations = new LearnedDurations(driver.Get<IDbContextFactory<SchedulerDb>>(), driver.Get<IOptions<ForecastOptions>>(), driver.Time);
        await durations.LoadAsync(TestContext.Current.CancellationToken);

        Assert.Null(durations.OfTask(deleted.Task.Id));
        Assert.Equal(4_000_000, durations.OfType("scripted"));
    }

    [Fact]
    public async Task A_write_that_is_undone_teaches_nothing()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = await driver.CreateAsync(ForecastDriver.Cron("30 12 * * *"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => driver.Get<IWriteGate>().WriteAsync<bool>(session =>
        {
            driver.Get<LearnedDurations>().Follow(session, [driver.Took(task.Task.Id, 2_000)]);
            throw new InvalidOperationException("The rest of the write fails.");
        }));

        Assert.Null(driver.Get<LearnedDurations>().OfTask(task.Task.Id));
    }

    [Fact]
    public void The_average_of_a_type_forgets_what_is_more_than_a_year_ago()
    {
        var time = new ManualTime(SchedulerDriver.Noon);
        var types = new TypeDurations(time);
        types.Put(new() { Type = "http", Day = types.Today, Runs = 1, TotalUs = 100 });
        types.Put(new() { Type = "http", Day = types.Today - 300, Runs = 3, TotalUs = 900 });

        var now = types.AverageOf("http");
        time.JumpTo(time.GetUtcNow().AddDays(100));

        Assert.Equal((250, 100), (now, types.AverageOf("http")));
        Assert.Null(types.AverageOf("email"));
    }

    private static LearnedAverage Average(IEnumerable<long> took) => took.Aggregate(default(LearnedAverage), (average, microseconds) => average.With(microseconds));
}
