using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Runs;

public sealed class RunLifeTests
{
    private static readonly ScheduleDraft immediately = new() { Kind = "immediate" };

    [Fact]
    public async Task An_immediate_task_runs_at_once_and_is_executed()
    {
        await using var driver = await SchedulerDriver.StartAsync();

        var created = await driver.CreateAsync(immediately);
        var run = Assert.Single(await driver.EndedAsync());

        Assert.Equal(Core.Tasks.TaskStatus.Queued, created.Status);
        Assert.Equal(RunState.Succeeded, run.State);
        var after = await driver.Tasks.FindAsync(created.Task.Id, TestContext.Current.CancellationToken);
        Assert.Equal(Core.Tasks.TaskStatus.Executed, after!.Status);
        Assert.Equal(run.Id, after.LastRun!.Id);
    }

    [Fact]
    public async Task A_task_type_is_given_the_task_as_its_author_wrote_it()
    {
        await using var driver = await SchedulerDriver.StartAsync();

        var created = await driver.CreateAsync(immediately, "Pay the rent");
        await driver.EndedAsync();

        var context = Assert.Single(driver.Work.Performed);
        Assert.Equal(created.Task.Id, context.TaskId);
        Assert.Equal("Pay the rent", context.Title);
        Assert.Equal(1, context.Attempt);
    }

    [Fact]
    public async Task What_a_task_type_puts_out_is_kept_with_the_run()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        driver.Work.Script = ScriptedTaskType.Says("HTTP 500", "The server said no.");

        await driver.CreateAsync(immediately);
        var run = Assert.Single(await driver.EndedAsync());

        var detail = await driver.Runs.FindAsync(run.Id, TestContext.Current.CancellationToken);
        Assert.Equal(RunState.Failed, run.State);
        Assert.Equal("The server said no.", run.Error);
        Assert.Equal("HTTP 500", detail!.Output);
        Assert.Equal("{}", detail.Payload);
    }

    [Fact]
    public async Task A_task_type_that_throws_fails_its_run_and_nothing_else()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        driver.Work.Script = (run, _) => run.Title == "Bad" ? throw new InvalidOperationException("Out of ink.") : Task.FromResult(Performance.Succeeded());

        await driver.CreateAsync(immediately, "Bad");
        await driver.CreateAsync(immediately, "Good");
        var ended = await driver.EndedAsync(2);

        Assert.Equal("Out of ink.", ended.Single(run => run.Title == "Bad").Error);
        Assert.Equal(RunState.Succeeded, ended.Single(run => run.Title == "Good").State);
    }

    [Fact]
    public async Task A_run_past_its_time_limit_ends_as_timed_out()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var gate = new Gate();
        driver.Work.Script = gate.HoldAsync;

        await driver.CreateAsync(immediately, timeLimit: "PT5S");
        await gate.Arrived;
        driver.Time.Advance(TimeSpan.FromSeconds(5));

        var run = Assert.Single(await driver.EndedAsync());
        Assert.Equal(RunState.TimedOut, run.State);
        Assert.Contains("5 s", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_does_not_heed_its_time_limit_is_left_to_itself_and_ends_as_timed_out()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var gate = new Gate();
        driver.Work.Script = gate.HoldStubbornlyAsync;

        // At the eleventh second nothing else is due.
        await driver.CreateAsync(immediately, timeLimit: "PT6S");
        await gate.Arrived;
        driver.Time.Advance(TimeSpan.FromSeconds(6));
        await driver.Time.TimerSetForAsync(SchedulerDriver.Noon.AddSeconds(11));
        driver.Time.Advance(TimeSpan.FromSeconds(5));

        var run = Assert.Single(await driver.EndedAsync());
        Assert.Equal(RunState.TimedOut, run.State);
        Assert.Contains("did not stop within 5 s and was left to itself", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_run_can_be_cancelled()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var gate = new Gate();
        driver.Work.Script = gate.HoldAsync;
        await driver.CreateAsync(immediately);
        await gate.Arrived;

        var cancelled = await driver.RunControl.CancelAsync(driver.Work.Performed[0].RunId, TestContext.Current.CancellationToken);

        Assert.True(cancelled.Succeeded);
        Assert.Equal(RunState.Cancelled, Assert.Single(await driver.EndedAsync()).State);
    }

    [Fact]
    public async Task No_more_runs_are_executed_at_once_than_allowed()
    {
        await using var driver = await SchedulerDriver.StartAsync(("TaskScheduler:Runs:Concurrency", "2"));
        var gate = new Gate();
        driver.Work.Script = gate.HoldAsync;
        for (var number = 0; number < 5; number++)
            await driver.CreateAsync(immediately);
        await gate.Arrived;
        await gate.Arrived;

        Assert.Equal(2, driver.Work.Performed.Count);

        gate.Open();
        await driver.EndedAsync(5);
        Assert.Equal(5, driver.Work.Performed.Count);
    }

    [Fact]
    public async Task Runs_that_do_not_fit_into_the_queue_are_executed_from_the_ledger()
    {
        await using var driver = await SchedulerDriver.StartAsync(("TaskScheduler:Runs:QueueCapacity", "3"), ("TaskScheduler:Runs:Concurrency", "1"));
        var gate = new Gate();
        driver.Work.Script = gate.HoldAsync;
        for (var number = 0; number < 20; number++)
            await driver.CreateAsync(immediately);

        gate.Open();

        Assert.Equal(20, (await driver.EndedAsync(20)).Count);
        Assert.Equal(20, driver.Work.Performed.Count);
    }

    [Fact]
    public async Task A_waiting_run_that_is_cancelled_never_starts()
    {
        await using var driver = await SchedulerDriver.StartAsync(("TaskScheduler:Runs:Concurrency", "1"));
        var gate = new Gate();
        driver.Work.Script = gate.HoldAsync;
        await driver.CreateAsync(immediately);
        await gate.Arrived;
        var waiting = await driver.Tasks.RunNowAsync((await driver.CreateAsync(new ScheduleDraft { Kind = "cron", Cron = "0 0 1 1 *" })).Task.Id, TestContext.Current.CancellationToken);

        await driver.RunControl.CancelAsync(waiting.Value!.Id, TestContext.Current.CancellationToken);
        gate.Open();
        var ended = await driver.EndedAsync(2);

        Assert.Equal(RunState.Cancelled, ended.Single(run => run.Id == waiting.Value.Id).State);
        Assert.Single(driver.Work.Performed);
    }

    [Fact]
    public async Task A_failed_run_that_is_retried_gets_a_second_attempt_and_keeps_its_first()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        driver.Work.Script = (run, _) => Task.FromResult(run.Attempt == 1 ? Performance.Failed("Not yet.") : Performance.Succeeded());
        await driver.CreateAsync(immediately);
        var failed = Assert.Single(await driver.EndedAsync());

        await driver.RunControl.RetryAsync(failed.Id, TestContext.Current.CancellationToken);
        await driver.UntilAsync(async () => (await driver.EndedAsync())[0].State == RunState.Succeeded);

        var detail = await driver.Runs.FindAsync(failed.Id, TestContext.Current.CancellationToken);
        Assert.Equal(2, detail!.Run.Attempt);
        Assert.Equal("Not yet.", Assert.Single(detail.EarlierAttempts).Error);
    }

    [Fact]
    public async Task A_run_that_succeeded_cannot_be_retried()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.CreateAsync(immediately);
        var succeeded = Assert.Single(await driver.EndedAsync());

        var retried = await driver.RunControl.RetryAsync(succeeded.Id, TestContext.Current.CancellationToken);

        Assert.Equal(Core.Refusal.Conflict, retried.Refusal);
    }
}
