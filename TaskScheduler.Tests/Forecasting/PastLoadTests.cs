using TaskScheduler.Core.Forecasting;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Forecasting;

public sealed class PastLoadTests
{
    [Fact]
    public async Task The_past_hour_stands_beside_what_was_predicted_ten_minutes_before()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = await EveryQuarterAsync(driver);

        await AdvanceInStepsAsync(driver, TimeSpan.FromMinutes(15));
        await driver.EndAsync(driver.Took(task, 3_000), driver.Took(Guid.NewGuid(), 500));
        var forecast = await driver.ForecastAsync(forecast => forecast.Past.Count == 1);
        driver.Time.Advance(TimeSpan.FromMinutes(1));
        var later = await driver.ForecastAsync(forecast => forecast.Error is not null);

        Assert.Equal(new(SchedulerDriver.Noon.AddMinutes(15), 2, 3_500, 1, 2_000), forecast.Past[0]);
        Assert.Equal((Math.Round(100.0 * 1_500 / 3_500, 3), 2_000, 3_500), (Math.Round(later.Error!.Percent, 3), later.Error.PredictedComputeMs, later.Error.ActualComputeMs));
        Assert.Equal("The past hour took 3.5 s, predicted were 2 s: the predictions were off by 42.9 % on average", ForecastWords.Of(later.Error));
    }

    [Fact]
    public async Task The_past_hour_survives_a_restart()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = await EveryQuarterAsync(driver);
        await AdvanceInStepsAsync(driver, TimeSpan.FromMinutes(15));
        await driver.EndAsync(driver.Took(task, 3_000));
        var before = await driver.ForecastAsync(forecast => forecast.Past is [{ Tasks: 1 }]);

        await driver.StopAsync();
        await driver.StartAgainAsync();
        var after = await driver.ForecastAsync(forecast => forecast.Past.Count > 0);

        Assert.Equal(before.Past, after.Past);
    }

    [Fact]
    public async Task Nothing_is_known_of_the_error_while_nothing_that_was_predicted_has_run()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = await EveryQuarterAsync(driver);
        await driver.EndAsync(driver.Took(task, 3_000));
        driver.Time.Advance(TimeSpan.FromMinutes(2));

        var forecast = await driver.ForecastAsync(forecast => forecast.Past.Count == 1);

        Assert.Equal((null, null), (forecast.Error, forecast.Past[0].PredictedTasks));
        Assert.Equal("Nothing that was predicted has run in the past hour, so its error is not known", ForecastWords.Of(forecast.Error));
    }

    private static async Task<Guid> EveryQuarterAsync(SchedulerDriver driver)
    {
        var task = await driver.CreateAsync(ForecastDriver.Cron("*/15 * * * *"));
        await driver.EndAsync(driver.Took(task.Task.Id, 2_000) with { DueAt = SchedulerDriver.Noon.AddHours(-2) });
        await driver.ForecastAsync(forecast => forecast.Items.Count >= 11 && forecast.Items[0].ComputeMs == 2_000);
        return task.Task.Id;
    }

    // Every minute that is to be predicted is looked at once it is ten minutes ahead.
    private static async Task AdvanceInStepsAsync(SchedulerDriver driver, TimeSpan span)
    {
        var past = driver.Get<Core.Forecasting.Past.PastLoad>();
        for (var end = driver.Time.GetUtcNow() + span; driver.Time.GetUtcNow() < end;)
        {
            driver.Time.MoveTo(driver.Time.GetUtcNow().AddMinutes(1) < end ? driver.Time.GetUtcNow().AddMinutes(1) : end);
            await past.PredictAsync(driver.Get<Core.Forecasting.Model.LoadModel>());
        }
    }
}
