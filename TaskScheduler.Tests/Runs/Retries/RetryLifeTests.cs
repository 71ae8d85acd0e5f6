using TaskScheduler.Core.Runs;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Runs.Retries;

public sealed class RetryLifeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_failed_run_waits_for_its_next_attempt_and_says_when_it_comes()
    {
        await using var driver = await FailingRuns.StartAsync();
        var task = await driver.CreateAsync(FailingRuns.Immediately, execution: FailingRuns.Twice);

        var run = await FailingRuns.RetryingAsync(driver);

        Assert.Equal((2, driver.Time.GetUtcNow().AddSeconds(10), "Retry 1 of 2.", "its next attempt"), (run.Attempt, run.RetryAt, run.Reason, run.WaitsFor));
        Assert.Equal("Not yet.", run.Error);
        Assert.Equal(Core.Tasks.TaskStatus.Queued, (await driver.Tasks.FindAsync(task.Task.Id, Cancel))!.Status);
    }

    [Fact]
    public async Task Each_retry_comes_at_its_instant_and_not_before()
    {
        await using var driver = await FailingRuns.StartAsync();
        var starts = new List<TimeSpan>();
        driver.Work.Script = (_, _) =>
        {
            starts.Add(driver.Time.GetUtcNow() - SchedulerDriver.Noon);
            return Task.FromResult(Performance.Failed("Not yet."));
        };
        await driver.CreateAsync(FailingRuns.Immediately, execution: FailingRuns.Twice);

        await FailingRuns.RetryingAsync(driver);
        driver.Time.Advance(TimeSpan.FromSeconds(9.999));
        Assert.Equal(RunState.Retrying, (await driver.FindActiveAsync())!.State);
        driver.Time.Advance(TimeSpan.FromMilliseconds(1));
        await FailingRuns.RetryingAsync(driver, attempt: 3);
        driver.Time.Advance(TimeSpan.FromMinutes(5));
        await driver.EndedAsync();

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(310)], starts);
    }

    [Fact]
    public async Task A_run_whose_retries_are_used_up_is_a_dead_letter_with_all_its_attempts()
    {
        await using var driver = await FailingRuns.StartAsync();

        var run = await FailingRuns.DeadAsync(driver);

        var detail = (await driver.Runs.FindAsync(run.Id, Cancel))!;
        Assert.Equal((RunState.DeadLettered, 3, "Its 2 retries are used up.", "Not yet."), (run.State, run.Attempt, run.Reason, run.Error));
        Assert.Equal([(1, RunState.Failed, "Not yet."), (2, RunState.Failed, "Not yet.")], detail.EarlierAttempts.Select(attempt => (attempt.Attempt, attempt.State, attempt.Error)));
    }

    [Fact]
    public async Task A_run_that_succeeds_in_a_retry_has_succeeded()
    {
        await using var driver = await FailingRuns.StartAsync();
        driver.Work.Script = (run, _) => Task.FromResult(run.Attempt == 2 ? Performance.Succeeded() : Performance.Failed("Not yet."));
        await driver.CreateAsync(FailingRuns.Immediately, execution: FailingRuns.Twice);
        await FailingRuns.RetryingAsync(driver);

        driver.Time.Advance(TimeSpan.FromSeconds(10));
        var run = Assert.Single(await driver.EndedAsync());

        Assert.Equal((RunState.Succeeded, 2, null, null), (run.State, run.Attempt, run.Error, run.Reason));
    }

    [Fact]
    public async Task A_waiting_retry_survives_a_crash_and_comes_at_its_time()
    {
        await using var driver = await FailingRuns.StartAsync();
        await driver.CreateAsync(FailingRuns.Immediately, execution: FailingRuns.Twice);
        var before = await FailingRuns.RetryingAsync(driver);

        await driver.CrashAndStartAgainAsync(TimeSpan.FromSeconds(4));
        Assert.Equal(before.RetryAt, (await driver.FindActiveAsync())!.RetryAt);
        driver.Time.Advance(TimeSpan.FromSeconds(6));

        await FailingRuns.RetryingAsync(driver, attempt: 3);
    }

    [Fact]
    public async Task A_retry_that_came_due_while_the_program_was_down_starts_with_it()
    {
        await using var driver = await FailingRuns.StartAsync();
        await driver.CreateAsync(FailingRuns.Immediately, execution: FailingRuns.Twice);
        await FailingRuns.RetryingAsync(driver);

        await driver.CrashAndStartAgainAsync(TimeSpan.FromHours(1));

        await FailingRuns.RetryingAsync(driver, attempt: 3);
    }

    [Fact]
    public async Task An_error_that_no_retry_mends_is_a_dead_letter_at_once()
    {
        await using var driver = await FailingRuns.StartAsync();
        driver.Work.Script = (_, _) => Task.FromResult(Performance.Failed("No such account.") with { IsFinal = true });
        await driver.CreateAsync(FailingRuns.Immediately, execution: FailingRuns.Twice);

        var run = Assert.Single(await driver.EndedAsync());

        Assert.Equal((RunState.DeadLettered, 1), (run.State, run.Attempt));
        Assert.Contains("fail in the same way", run.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_names_a_later_time_is_waited_for()
    {
        await using var driver = await FailingRuns.StartAsync();
        driver.Work.Script = (_, _) => Task.FromResult(Performance.Failed("Busy.") with { RetryAfter = TimeSpan.FromMinutes(2) });
        await driver.CreateAsync(FailingRuns.Immediately, execution: FailingRuns.Twice);

        var run = await FailingRuns.RetryingAsync(driver);

        Assert.Equal((driver.Time.GetUtcNow().AddMinutes(2), "Retry 1 of 2, when the server asked for it."), (run.RetryAt, run.Reason));
    }

    [Fact]
    public async Task A_run_that_would_grow_too_old_is_not_tried_again()
    {
        await using var driver = await FailingRuns.StartAsync();
        await driver.CreateAsync(FailingRuns.Immediately, execution: new() { Retry = FailingRuns.Twice.Retry! with { MaxAge = "PT5M" } });
        await FailingRuns.RetryingAsync(driver);

        driver.Time.Advance(TimeSpan.FromSeconds(10));
        var run = Assert.Single(await driver.EndedAsync());

        Assert.Equal((RunState.DeadLettered, 2), (run.State, run.Attempt));
        Assert.Contains("maximum age", run.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_past_its_time_limit_is_tried_again_too()
    {
        await using var driver = await FailingRuns.StartAsync();
        var gate = new Gate();
        driver.Work.Script = gate.HoldAsync;
        await driver.CreateAsync(FailingRuns.Immediately, timeLimit: "PT5S", execution: FailingRuns.Twice);
        await gate.Arrived;

        driver.Time.Advance(TimeSpan.FromSeconds(5));
        var run = await FailingRuns.RetryingAsync(driver);

        Assert.Equal(RunState.TimedOut, Assert.Single((await driver.Runs.FindAsync(run.Id, Cancel))!.EarlierAttempts).State);
    }
}
