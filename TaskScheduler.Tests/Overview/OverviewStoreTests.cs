using TaskScheduler.Core.Overview;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Overview;

public sealed class OverviewStoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fresh_program_has_nothing_to_show()
    {
        await using var driver = await SchedulerDriver.StartAsync();

        var standing = await driver.Get<OverviewStore>().ReadAsync(Cancel);

        Assert.False(standing.HasTasks);
        Assert.Equal(0, standing.Running.Total + standing.Waiting.Total + standing.Due.Total + standing.Failing.Total + standing.Late.Total + standing.DeadLetters + standing.Incidents.Total + standing.Throughput.InTheHour);
    }

    [Fact]
    public async Task What_runs_waits_and_is_due_soon_is_named_in_its_order()
    {
        await using var driver = await SchedulerDriver.StartAsync(("TaskScheduler:Runs:Concurrency", "1"));
        var gate = new Gate();
        driver.Work.Script = gate.HoldAsync;
        await driver.CreateAsync(new() { Kind = "immediate" }, "Runs");
        await gate.Arrived;
        await driver.CreateAsync(new() { Kind = "immediate" }, "Waits");
        await driver.CreateAsync(new() { Kind = "once", At = "2026-12-01T12:09:00Z" }, "Comes second");
        await driver.CreateAsync(new() { Kind = "once", At = "2026-12-01T12:01:00Z" }, "Comes first");
        await driver.CreateAsync(new() { Kind = "once", At = "2026-12-01T12:11:00Z" }, "Comes later");

        var standing = await driver.Get<OverviewStore>().ReadAsync(Cancel);

        Assert.Equal(["Runs"], standing.Running.Items.Select(one => one.Run.Title));
        Assert.Equal([("Waits", "a free slot: 1 run may be executed at once")], standing.Waiting.Items.Select(run => (run.Title, run.WaitsFor!)));
        Assert.Equal(["Comes first", "Comes second"], standing.Due.Items.Select(task => task.Title));
        gate.Open();
    }

    [Fact]
    public async Task A_run_that_takes_more_than_twice_as_long_as_usual_is_marked()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        driver.Work.Script = (_, _) =>
        {
            driver.Time.Advance(TimeSpan.FromSeconds(7));
            return Task.FromResult(Performance.Succeeded());
        };
        var task = (await driver.CreateAsync(new() { Kind = "immediate" })).Task.Id;
        for (var ended = 1; ended < 5; ended++)
        {
            await driver.EndedAsync(ended);
            await driver.Tasks.RunNowAsync(task, Cancel);
        }

        await driver.EndedAsync(5);
        var gate = new Gate();
        driver.Work.Script = gate.HoldAsync;
        await driver.Tasks.RunNowAsync(task, Cancel);
        await gate.Arrived;

        driver.Time.Advance(TimeSpan.FromSeconds(14));
        Assert.False(await IsLongAsync());
        driver.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await IsLongAsync());
        gate.Open();

        async Task<bool> IsLongAsync()
        {
            var standing = await driver.Get<OverviewStore>().ReadAsync(Cancel);
            var running = Assert.Single(standing.Running.Items);
            Assert.Equal(7_000, running.UsualMs);
            return running.IsLong(standing.At);
        }
    }

    [Fact]
    public async Task A_run_that_has_not_started_ten_seconds_after_its_time_is_late()
    {
        await using var driver = await SchedulerDriver.StartAsync(("TaskScheduler:Runs:Concurrency", "1"));
        var gate = new Gate();
        driver.Work.Script = gate.HoldAsync;
        await driver.CreateAsync(new() { Kind = "immediate" }, "Takes the only slot");
        await gate.Arrived;
        await driver.CreateAsync(new() { Kind = "once", At = "2026-12-01T12:00:30Z" }, "Has to wait");
        await driver.AdvanceAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, (await driver.Get<OverviewStore>().ReadAsync(Cancel)).Late.Total);

        driver.Time.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal("Has to wait", Assert.Single((await driver.Get<OverviewStore>().ReadAsync(Cancel)).Late.Items).Title);
        gate.Open();
    }

    [Fact]
    public async Task Runs_are_counted_by_the_minute_also_those_from_before_the_start()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.CreateAsync(new() { Kind = "immediate" });
        await driver.EndedAsync();
        await driver.StopAsync();
        await driver.StartAgainAsync(TimeSpan.FromMinutes(10));
        await driver.CreateAsync(new() { Kind = "immediate" });
        await driver.EndedAsync(2);

        var pace = (await driver.Get<OverviewStore>().ReadAsync(Cancel)).Throughput;

        Assert.Equal((60, 2, 1, 1), (pace.PerMinute.Count, pace.InTheHour, pace.PerMinute[^1], pace.PerMinute[^11]));
        driver.Time.Advance(TimeSpan.FromMinutes(55));
        Assert.Equal(1, (await driver.Get<OverviewStore>().ReadAsync(Cancel)).Throughput.InTheHour);
        driver.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(0, (await driver.Get<OverviewStore>().ReadAsync(Cancel)).Throughput.InTheHour);
    }
}
