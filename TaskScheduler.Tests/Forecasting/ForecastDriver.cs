using TaskScheduler.Core.Forecasting;
using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Forecasting;

/// <summary>The engine with its forecast, and shorthands for what tests about it do.</summary>
internal static class ForecastDriver
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static ScheduleDraft Cron(string cron, string zone = "UTC") => new() { Kind = "cron", Cron = cron, TimeZone = zone };

    public static ScheduleDraft Every(string every, DateTimeOffset startAt) => new() { Kind = "interval", Every = every, StartAt = IsoText.Of(startAt) };

    public static ScheduleDraft Once(DateTimeOffset at) => new() { Kind = "once", At = IsoText.Of(at) };

    /// <summary>The forecast once it fulfils a condition; it is asked again after every change.</summary>
    public static async Task<Forecast> ForecastAsync(this SchedulerDriver driver, Predicate<Forecast> condition)
    {
        var forecast = driver.Get<LoadForecast>();
        using var changed = new SemaphoreSlim(0);
        using var listening = forecast.EachChange.Listen(() => changed.Release());
        while (true)
        {
            var read = await forecast.ReadAsync(Cancel);
            if (read.Ready && condition(read))
                return read;
            await changed.WaitAsync(Cancel);
        }
    }

    /// <summary>Tells those who follow runs that runs of a task have ended, as the program does it.</summary>
    public static Task EndAsync(this SchedulerDriver driver, params EndedFigures[] ended) => driver.Get<IWriteGate>().WriteAsync(session =>
    {
        foreach (var follower in driver.Get<IEnumerable<IEndedRunsFollower>>())
            follower.Follow(session, ended);
        return Task.FromResult(true);
    });

    /// <summary>A run that was due now and took this long.</summary>
    public static EndedFigures Took(this SchedulerDriver driver, Guid task, double milliseconds, string type = "scripted", RunState state = RunState.Succeeded)
    {
        var now = driver.Time.GetUtcNow();
        return new(task, type, state, now, now, now + TimeSpan.FromMilliseconds(milliseconds));
    }
}
