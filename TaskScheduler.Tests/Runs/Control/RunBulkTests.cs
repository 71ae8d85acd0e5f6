using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Control;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Runs.DeadLetters;
using TaskScheduler.Tests.Runs.Limits;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Runs.Control;

public sealed class RunBulkTests
{
    private static readonly RunQuery deadLetters = new() { State = RunState.DeadLettered };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_that_match_are_tried_again_so_many_in_a_minute_through_a_crash()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        for (var run = 0; run < 3; run++)
            await DeadRuns.AddAsync(driver, $"Run {run}", "It broke.", before: run);
        driver.Work.Script = (_, _) => Task.FromResult(Performance.Succeeded());
        var begin = driver.Time.GetUtcNow();

        var done = await DoAsync(driver, new(RunAction.Retry, deadLetters) { PerMinute = 2 });

        Assert.Equal((3, 0, begin.AddMinutes(1)), (done.Done, done.Refused.Count, done.LastStartsAt));
        Assert.Equal([begin.AddSeconds(30), begin.AddMinutes(1)], (await driver.ActiveAsync()).Where(run => run.State == RunState.Retrying).Select(run => run.RetryAt!.Value).Order());
        Assert.Single(await driver.EndedAsync(1));
        await driver.CrashAndStartAgainAsync();
        driver.Time.Advance(TimeSpan.FromSeconds(30));
        await driver.EndedAsync(2);
        driver.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.All(await driver.EndedAsync(3), run => Assert.Equal(RunState.Succeeded, run.State));
    }

    [Fact]
    public async Task More_than_one_batch_is_cancelled_and_each_is_written_down()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var work = HeldWork.In(driver);
        HeldWork.Limit(driver, HeldWork.OfType(1));
        var task = await work.AddAsync("Much");
        await work.SettledAsync(running: 1, waiting: 0);
        for (var run = 0; run < 230; run++)
            await driver.Tasks.RunNowAsync(task, Cancel);

        var done = await DoAsync(driver, new(RunAction.Cancel, new() { State = RunState.Queued }));

        Assert.Equal(230, done.Done);
        Assert.Equal(RunState.Running, Assert.Single(await driver.ActiveAsync()).State);
        Assert.Equal(230, (await driver.Get<AuditStore>().ListAsync(new() { Action = AuditActions.RunCancelled }, null, 500, Cancel)).Value!.Items.Count);
        work.EndAll();
        await driver.EndedAsync(231);
    }

    [Fact]
    public async Task What_is_named_is_answered_for_by_the_reason_it_is_refused_for()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var dead = await DeadRuns.AddAsync(driver, "Dead", "It broke.");
        driver.Work.Script = (_, _) => Task.FromResult(Performance.Succeeded());
        await driver.CreateAsync(new() { Kind = "immediate" });
        var ended = (await driver.EndedAsync(2)).Select(run => run.Id).ToList();

        var done = await DoAsync(driver, new(RunAction.Discard, new() { Ids = ended }) { Reason = "Done by hand" });

        Assert.Equal(1, done.Done);
        Assert.Equal(1, done.Refused["This run is no dead letter, so there is nothing to discard."]);
        Assert.Equal("Discarded by TaskScheduler: Done by hand", (await driver.Runs.FindAsync(dead.Id, Cancel))!.Run.Reason);
    }

    [Fact]
    public async Task Runs_out_of_reach_are_left_as_they_are()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var dead = await DeadRuns.AddAsync(driver, "Dead", "It broke.");
        driver.Caller.Becomes("Olga", Role.Operator);

        var done = await DoAsync(driver, new(RunAction.Retry, deadLetters));

        Assert.Equal((0, 1, null), (done.Done, Assert.Single(done.Refused).Value, done.LastStartsAt));
        Assert.Equal(RunState.DeadLettered, (await driver.Runs.FindAsync(dead.Id, Cancel))!.Run.State);
    }

    [Fact]
    public async Task Nobody_who_may_only_look_does_anything()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        driver.Caller.Becomes("Vera", Role.Viewer);

        Assert.Equal(Refusal.Forbidden, (await driver.Get<RunBulk>().DoAsync(new(RunAction.Cancel, new()), Cancel)).Refusal);
    }

    [Fact]
    public async Task What_is_not_meant_so_is_refused_by_its_field()
    {
        await using var driver = await SchedulerDriver.StartAsync();

        Assert.Equal("reason", await FaultAsync(driver, new(RunAction.Discard, deadLetters)));
        Assert.Equal("perMinute", await FaultAsync(driver, new(RunAction.Retry, deadLetters) { PerMinute = 0 }));
        Assert.Equal("filter.to", await FaultAsync(driver, new(RunAction.Cancel, new() { To = SchedulerDriver.Noon })));
    }

    [Fact]
    public async Task A_bulk_that_is_given_up_does_no_more()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await DeadRuns.AddAsync(driver, "Dead", "It broke.");

        await Assert.ThrowsAsync<OperationCanceledException>(() => driver.Get<RunBulk>().DoAsync(new(RunAction.Retry, deadLetters), new(canceled: true)));

        Assert.Equal(RunState.DeadLettered, Assert.Single(await driver.EndedAsync()).State);
    }

    private static async Task<BulkOutcome> DoAsync(SchedulerDriver driver, RunOrders orders)
    {
        var result = await driver.Get<RunBulk>().DoAsync(orders, Cancel);
        Assert.Empty(result.Faults);
        return result.Value!;
    }

    private static async Task<string> FaultAsync(SchedulerDriver driver, RunOrders orders) => Assert.Single((await driver.Get<RunBulk>().DoAsync(orders, Cancel)).Faults).Field;
}
