using TaskScheduler.Core.Persistence.Swaps;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Maintenance.Restores;

public sealed class AfterRestoreTests
{
    [Fact]
    public async Task What_became_due_since_the_backup_is_recorded_as_missed_and_does_not_run_again()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.CreateAsync(new ScheduleDraft { Kind = "once", At = IsoText.Of(SchedulerDriver.Noon.AddHours(1)) }, "Pay the rent");
        RestoredMark.Put(Path.GetDirectoryName(driver.DatabaseFile)!, SchedulerDriver.Noon.AddHours(2));

        await driver.StopAsync();
        await driver.StartAgainAsync(TimeSpan.FromHours(2));

        var missed = Assert.Single(await driver.EndedAsync());
        Assert.Equal(RunState.Missed, missed.State);
        Assert.Contains("restored from a backup", missed.Reason, StringComparison.Ordinal);
        Assert.Empty(driver.Work.Performed);
        Assert.Null(driver.Get<RestoredMark>().At);
    }

    [Fact]
    public async Task What_becomes_due_after_the_restore_is_made_up_for_as_ever()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.CreateAsync(new ScheduleDraft { Kind = "interval", Every = "PT1H", StartAt = IsoText.Of(SchedulerDriver.Noon.AddHours(1)) });
        RestoredMark.Put(Path.GetDirectoryName(driver.DatabaseFile)!, SchedulerDriver.Noon.AddHours(2));

        await driver.StopAsync();
        await driver.StartAgainAsync(TimeSpan.FromHours(3));

        Assert.Equal([RunState.Missed, RunState.Succeeded], (await driver.EndedAsync(2)).Select(run => run.State).OrderDescending());
    }
}
