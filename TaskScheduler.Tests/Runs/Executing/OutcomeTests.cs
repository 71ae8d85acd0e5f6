using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Runs.Retries;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Runs.Executing;

public sealed class OutcomeTests : IAsyncLifetime
{
    private SchedulerDriver driver = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => driver = await SchedulerDriver.StartAsync();

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Fact]
    public async Task A_cancellation_that_was_asked_for_before_a_crash_holds_after_it()
    {
        var gate = new Gate();
        driver.Work.Script = gate.HoldStubbornlyAsync;
        await driver.CreateAsync(FailingRuns.Immediately);
        await gate.Arrived;
        driver.Caller.Becomes("kim");

        await driver.RunControl.CancelAsync((await driver.FindActiveAsync())!.Id, Cancel);
        await driver.CrashAndStartAgainAsync();

        var ended = Assert.Single(await driver.EndedAsync());
        Assert.Equal((RunState.Cancelled, "Cancelled by kim while it was running.", 1), (ended.State, ended.Reason, ended.Attempt));
        gate.Open();
    }

    [Fact]
    public async Task A_cancelled_run_whose_attempt_says_that_it_failed_is_not_tried_again()
    {
        var gate = new Gate();
        driver.Work.Script = async (run, cancel) =>
        {
            try
            {
                return await gate.HoldAsync(run, cancel);
            }
            catch (OperationCanceledException)
            {
                return Performance.Failed("Interrupted.");
            }
        };
        await driver.CreateAsync(FailingRuns.Immediately, execution: FailingRuns.Twice);
        await gate.Arrived;
        driver.Caller.Becomes("kim");

        await driver.RunControl.CancelAsync((await driver.FindActiveAsync())!.Id, Cancel);

        var ended = Assert.Single(await driver.EndedAsync());
        Assert.Equal((RunState.Cancelled, "Cancelled by kim while it was running."), (ended.State, ended.Reason));
    }

    [Fact]
    public async Task A_task_type_that_stops_its_task_sets_it_inactive_and_its_user_is_told()
    {
        driver.Work.Script = (_, _) => Task.FromResult(Performance.Failed("No such account.") with { IsFinal = true, StopsTask = true });
        var draft = new Core.Tasks.TaskDraft { Title = "Pay the rent", Type = "scripted", Schedule = FailingRuns.Immediately, UserEmail = "kim@example.com", Execution = FailingRuns.Twice };

        var task = (await driver.Tasks.CreateAsync(draft, Cancel)).Value!.Task;
        await driver.EndedAsync();

        Assert.Equal(Core.Tasks.TaskStatus.Inactive, (await driver.Tasks.FindAsync(task.Id, Cancel))!.Status);
        var message = Assert.Single(await driver.MessagesAsync(), message => message.Kind == MessageKind.SetInactive);
        Assert.Equal(("kim@example.com", "Set inactive: Pay the rent"), (message.Destination, message.Subject));
        Assert.Contains("No such account.", message.Content, StringComparison.Ordinal);
    }
}
