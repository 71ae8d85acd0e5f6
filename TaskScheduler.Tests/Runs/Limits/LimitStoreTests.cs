using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Runs.Limits;
using TaskScheduler.Tests.Runs.Retries;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Runs.Limits;

public sealed class LimitStoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_an_administrator_sets_is_in_force_at_once_and_after_a_crash()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var work = HeldWork.In(driver);
        await SetAsync(driver, HeldWork.OfType(1));
        await work.AddAsync("First");
        await work.AddAsync("Second");
        await work.SettledAsync(running: 1, waiting: 1);
        Assert.Equal(new LimitUse(HeldWork.OfType(1), 1, 1, null), Assert.Single(driver.Get<LimitStore>().List().Value!));

        work.Forget();
        await driver.CrashAndStartAgainAsync();

        await work.SettledAsync(running: 1, waiting: 1);
    }

    [Fact]
    public async Task What_started_before_a_crash_counts_for_the_minute_that_goes_on_after_it()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var work = HeldWork.In(driver);
        await SetAsync(driver, HeldWork.OfType(null, perMinute: 2));
        await work.AddAsync("First");
        await work.SettledAsync(running: 1, waiting: 0);
        work.EndOne();
        await driver.EndedAsync();
        driver.Time.Advance(TimeSpan.FromSeconds(20));
        await work.AddAsync("Second");
        await work.SettledAsync(running: 1, waiting: 0);
        work.EndOne();
        await driver.EndedAsync(2);

        await driver.CrashAndStartAgainAsync(down: TimeSpan.FromSeconds(10));
        Assert.Equal(2, Assert.Single(driver.Get<LimitStore>().List().Value!).Started);
        await work.AddAsync("Third");
        await work.SettledAsync(running: 0, waiting: 1);
        driver.Time.Advance(TimeSpan.FromSeconds(30));

        await work.SettledAsync(running: 1, waiting: 0);
    }

    [Fact]
    public async Task Attempts_that_failed_before_a_crash_count_after_it_too()
    {
        await using var driver = await FailingRuns.StartAsync();
        await SetAsync(driver, HeldWork.OfType(null, perMinute: 1));
        await driver.CreateAsync(FailingRuns.Immediately, execution: FailingRuns.Twice);
        await FailingRuns.RetryingAsync(driver);

        await driver.CrashAndStartAgainAsync(down: TimeSpan.FromSeconds(20));
        await driver.UntilAsync(async () => await driver.FindActiveAsync() is { WaitsFor: "its turn: of the type 'scripted', 1 may start in a minute" });
        driver.Time.Advance(TimeSpan.FromSeconds(40));

        await FailingRuns.RetryingAsync(driver, attempt: 3);
    }

    [Fact]
    public async Task Each_limit_that_is_changed_is_written_down()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        driver.Caller.Becomes("Anna");
        await SetAsync(driver, HeldWork.OfType(1), HeldWork.OfTag("printer", 2));
        driver.Time.Advance(TimeSpan.FromSeconds(1));
        await SetAsync(driver, HeldWork.OfType(5), HeldWork.OfTag("printer", 2));
        driver.Time.Advance(TimeSpan.FromSeconds(1));
        await SetAsync(driver, HeldWork.OfType(5));

        var noted = (await driver.Get<AuditStore>().ListAsync(new() { Action = AuditActions.LimitChanged }, null, 50, Cancel)).Value!.Items;

        Assert.Equal(["Tag printer", "Type scripted", "Tag printer", "Type scripted"], noted.Select(entry => entry.Subject));
        Assert.Equal("""{"changes":[{"field":"concurrency","before":1,"after":5}]}""", noted[1].Detail!.ToJsonString());
        Assert.Equal("""{"changes":[{"field":"concurrency","before":2,"after":null}]}""", noted[0].Detail!.ToJsonString());
    }

    [Fact]
    public async Task Nobody_else_sees_or_sets_limits()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        driver.Caller.Becomes("Olga", Role.Operator);

        Assert.Equal(Refusal.Forbidden, driver.Get<LimitStore>().List().Refusal);
        Assert.Equal(Refusal.Forbidden, (await driver.Get<LimitStore>().ReplaceAsync([])).Refusal);
    }

    [Fact]
    public async Task What_can_be_no_limit_is_refused_by_its_field()
    {
        await using var driver = await SchedulerDriver.StartAsync();

        var refused = await driver.Get<LimitStore>().ReplaceAsync(
        [
            new(LimitScope.Type, "nothing", 1, null),
            new(LimitScope.Tag, "", 1, null),
            new(LimitScope.Type, "scripted", 0, 100_001),
            new(LimitScope.Type, "scripted", 1, null),
            new(LimitScope.Tag, "printer", null, 5),
            new(LimitScope.Tag, "office", null, null),
        ]);

        Assert.Equal(
            ["limits[0].name", "limits[1].name", "limits[2].concurrency", "limits[2].perMinute", "limits[3].name", "limits[4].perMinute", "limits[5].concurrency"],
            refused.Faults.Select(fault => fault.Field));
    }

    private static async Task SetAsync(SchedulerDriver driver, params RunLimit[] limits) => Assert.Empty((await driver.Get<LimitStore>().ReplaceAsync(limits)).Faults);
}
