using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Reports;
using TaskScheduler.Core.Runs;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Reports;

public sealed class ReportShelfTests
{
    private static readonly ReportPeriod today = new(SchedulerDriver.Noon.AddHours(-12), SchedulerDriver.Noon.AddHours(12), "UTC");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_report_is_kept_for_a_moment_and_made_anew_after_a_minute()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var shelf = driver.Get<ReportShelf>();
        Assert.Equal(0, (await shelf.ReadAsync(today, Cancel)).Total.Outcomes.Runs);
        await RecordedRuns.AddAsync(driver.Get<IWriteGate>(), Guid.NewGuid(), "One", RunState.Succeeded, SchedulerDriver.Noon, 1);

        driver.Time.Advance(ReportShelf.Fresh - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, (await shelf.ReadAsync(today, Cancel)).Total.Outcomes.Runs);
        driver.Time.Advance(ReportShelf.Served);

        Assert.Equal(1, (await shelf.ReadAsync(today, Cancel)).Total.Outcomes.Runs);
    }

    [Fact]
    public async Task Another_period_is_another_report()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await RecordedRuns.AddAsync(driver.Get<IWriteGate>(), Guid.NewGuid(), "One", RunState.Succeeded, SchedulerDriver.Noon, 1);

        foreach (var (days, runs) in Enumerable.Range(0, 20).Select(days => (days, days == 0 ? 1 : 0)))
            Assert.Equal(runs, (await driver.Get<ReportShelf>().ReadAsync(today with { From = today.From.AddDays(days), To = today.To.AddDays(days) }, Cancel)).Total.Outcomes.Runs);
    }
}
