using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Firing;

public sealed class DownTimeTests
{
    private static readonly DateTimeOffset noon = SchedulerDriver.Noon;
    private static readonly ScheduleDraft hourly = new() { Kind = "cron", Cron = "0 * * * *" };

    [Fact]
    public async Task What_came_due_while_the_program_was_down_is_run_once_and_the_rest_is_counted_as_missed()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.CreateAsync(hourly);

        await driver.StopAsync();
        await driver.StartAgainAsync(TimeSpan.FromHours(4.5));

        var ended = await driver.EndedAsync(2);
        var missed = ended.Single(run => run.State == RunState.Missed);
        Assert.Equal((3, noon.AddHours(1), noon.AddHours(3)), (missed.Occurrences, missed.DueAt, missed.LastDueAt));
        var madeUp = ended.Single(run => run.State == RunState.Succeeded);
        Assert.Equal((RunTrigger.CatchUp, noon.AddHours(4)), (madeUp.Trigger, madeUp.DueAt));
    }

    [Fact]
    public async Task After_a_down_time_the_schedule_goes_on()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var task = await driver.CreateAsync(hourly);
        await driver.StopAsync();

        await driver.StartAgainAsync(TimeSpan.FromHours(4.5));
        await driver.EndedAsync(2);
        await driver.AdvanceAsync(TimeSpan.FromMinutes(30));

        Assert.Equal(noon.AddHours(5), (await driver.EndedAsync(3))[0].DueAt);
        Assert.Equal(noon.AddHours(6), (await driver.Tasks.FindAsync(task.Task.Id, TestContext.Current.CancellationToken))!.ExecutionTime);
    }

    [Fact]
    public async Task A_single_occurrence_that_was_missed_is_run_late_and_nothing_is_counted()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.CreateAsync(new ScheduleDraft { Kind = "once", At = "2026-12-01T12:10:00Z" });

        await driver.StopAsync();
        await driver.StartAgainAsync(TimeSpan.FromHours(1));

        var run = Assert.Single(await driver.EndedAsync());
        Assert.Equal((RunState.Succeeded, 50 * 60_000L), (run.State, run.LatenessMs));
    }

    [Fact]
    public async Task A_machine_that_slept_makes_up_for_one_occurrence_and_counts_the_rest_as_missed()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.CreateAsync(new ScheduleDraft { Kind = "interval", Every = "PT1S", StartAt = "2026-12-01T12:00:01Z" });

        await driver.Get<Core.Firing.TaskClock>().SettledAsync();
        driver.Time.JumpTo(noon.AddHours(1));

        var ended = await driver.EndedAsync(2);
        Assert.Equal(3_599, ended.Single(run => run.State == RunState.Missed).Occurrences);
        Assert.Equal(noon.AddHours(1), ended.Single(run => run.State == RunState.Succeeded).DueAt);
    }

    [Fact]
    public async Task A_run_that_was_running_at_a_crash_is_marked_and_tried_again()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var gate = new Gate();
        driver.Work.Script = gate.HoldAsync;
        await driver.CreateAsync(new ScheduleDraft { Kind = "immediate" });
        await gate.Arrived;
        driver.Work.Script = (_, _) => Task.FromResult(Core.TaskTypes.Performance.Succeeded());

        await driver.CrashAndStartAgainAsync();

        var run = Assert.Single(await driver.EndedAsync());
        var detail = await driver.Runs.FindAsync(run.Id, TestContext.Current.CancellationToken);
        Assert.Equal((RunState.Succeeded, 2), (run.State, run.Attempt));
        Assert.Equal("The program ended while it was running.", Assert.Single(detail!.EarlierAttempts).Error);
    }

    [Fact]
    public async Task A_run_that_is_lost_twice_ends_as_failed()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var gate = new Gate();
        driver.Work.Script = gate.HoldAsync;
        await driver.CreateAsync(new ScheduleDraft { Kind = "immediate" });
        await gate.Arrived;
        await driver.CrashAndStartAgainAsync();
        await gate.Arrived;

        await driver.CrashAndStartAgainAsync();

        var run = Assert.Single(await driver.EndedAsync());
        Assert.Equal((RunState.Failed, 2), (run.State, run.Attempt));
        Assert.Contains("second time", run.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_was_queued_at_a_crash_runs_as_its_first_attempt()
    {
        await using var driver = await SchedulerDriver.StartAsync(("TaskScheduler:Runs:Concurrency", "1"));
        var gate = new Gate();
        driver.Work.Script = gate.HoldAsync;
        await driver.CreateAsync(new ScheduleDraft { Kind = "immediate" }, "Runs");
        await gate.Arrived;
        await driver.CreateAsync(new ScheduleDraft { Kind = "immediate" }, "Waits");
        driver.Work.Script = (_, _) => Task.FromResult(Core.TaskTypes.Performance.Succeeded());

        await driver.CrashAndStartAgainAsync();

        Assert.Equal(1, (await driver.EndedAsync(2)).Single(run => run.Title == "Waits").Attempt);
    }

    [Fact]
    public async Task A_stop_lets_running_runs_end()
    {
        await using var driver = await SchedulerDriver.StartAsync(("TaskScheduler:Runs:StopGrace", "00:00:30"));
        var gate = new Gate();
        driver.Work.Script = gate.HoldAsync;
        await driver.CreateAsync(new ScheduleDraft { Kind = "immediate" });
        await gate.Arrived;

        var stopping = driver.StopAsync();
        gate.Open();
        await stopping;
        await driver.StartAgainAsync();

        Assert.Equal((RunState.Succeeded, 1), (await driver.EndedAsync()).Select(run => (run.State, run.Attempt)).Single());
    }

    [Fact]
    public async Task A_run_that_outlasts_the_grace_of_a_stop_is_recorded_as_interrupted_and_tried_again()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var gate = new Gate();
        driver.Work.Script = gate.HoldAsync;
        await driver.CreateAsync(new ScheduleDraft { Kind = "immediate" });
        await gate.Arrived;

        await driver.StopAsync();
        driver.Work.Script = (_, _) => Task.FromResult(Core.TaskTypes.Performance.Succeeded());
        await driver.StartAgainAsync();

        var run = Assert.Single(await driver.EndedAsync());
        var detail = await driver.Runs.FindAsync(run.Id, TestContext.Current.CancellationToken);
        Assert.Equal("The stop of the program interrupted it.", Assert.Single(detail!.EarlierAttempts).Error);
    }

    [Fact]
    public async Task A_run_that_every_stop_interrupts_is_tried_again_at_every_start()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var gate = new Gate();
        driver.Work.Script = gate.HoldAsync;
        await driver.CreateAsync(new ScheduleDraft { Kind = "immediate" });
        for (var stops = 0; stops < 3; stops++)
        {
            await gate.Arrived;
            await driver.StopAsync();
            await driver.StartAgainAsync();
        }

        await gate.Arrived;
        gate.Open();

        Assert.Equal((RunState.Succeeded, 4), (await driver.EndedAsync()).Select(run => (run.State, run.Attempt)).Single());
    }
}
