using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Runs.Overlaps;

public sealed class OverlapTests : IAsyncDisposable
{
    private static readonly ScheduleDraft everyMinute = new() { Kind = "interval", Every = "PT1M", StartAt = "2026-12-01T12:01:00Z" };

    private readonly Gate gate = new();
    private SchedulerDriver driver = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        gate.Open();
        await driver.DisposeAsync();
    }

    [Fact]
    public async Task With_queue_one_run_waits_for_the_running_one_and_says_so()
    {
        await RunningAsync("queue");

        await driver.AdvanceAsync(TimeSpan.FromMinutes(1));
        var waiting = await WaitingAsync();

        Assert.Equal("the end of the run of its task that is running", waiting.WaitsFor);
        gate.Open();
        var ended = await driver.EndedAsync(2);
        Assert.Equal([RunState.Succeeded, RunState.Succeeded], ended.Select(run => run.State));
        Assert.Equal(waiting.Id, driver.Work.Performed[1].RunId);
    }

    [Fact]
    public async Task With_queue_a_second_scheduled_run_is_skipped_with_its_reason()
    {
        await RunningAsync("queue");
        await driver.AdvanceAsync(TimeSpan.FromMinutes(1));
        await WaitingAsync();

        await driver.AdvanceAsync(TimeSpan.FromMinutes(1));
        var skipped = Assert.Single(await driver.EndedAsync());

        Assert.Equal((RunState.Skipped, "Another run of its task was waiting already.", SchedulerDriver.Noon.AddMinutes(3)), (skipped.State, skipped.Reason, skipped.DueAt));
    }

    [Theory]
    [InlineData("queue")]
    [InlineData("skip")]
    [InlineData("cancelPrevious")]
    public async Task What_somebody_asks_for_always_waits_and_starts_in_the_end(string overlap)
    {
        var task = await RunningAsync(overlap);

        var asked = new[] { await driver.Tasks.RunNowAsync(task, Cancel), await driver.Tasks.RunNowAsync(task, Cancel) };
        await driver.UntilAsync(async () => (await driver.ActiveAsync()).Count(run => run.WaitsFor is not null) == 2);
        gate.Open();

        var ended = await driver.EndedAsync(3);
        Assert.All(ended, run => Assert.Equal(RunState.Succeeded, run.State));
        Assert.Superset(asked.Select(run => run.Value!.Id).ToHashSet(), ended.Select(run => run.Id).ToHashSet());
    }

    [Fact]
    public async Task With_skip_a_run_that_is_due_meanwhile_is_skipped_with_its_reason()
    {
        await RunningAsync("skip");

        await driver.AdvanceAsync(TimeSpan.FromMinutes(1));
        var skipped = Assert.Single(await driver.EndedAsync());

        Assert.Equal((RunState.Skipped, "The run of its task before it was still running."), (skipped.State, skipped.Reason));
        Assert.Equal(RunState.Running, (await driver.FindActiveAsync())!.State);
    }

    [Fact]
    public async Task With_allow_runs_of_a_task_run_at_the_same_time()
    {
        await RunningAsync("allow");

        await driver.AdvanceAsync(TimeSpan.FromMinutes(1));
        await gate.Arrived;

        Assert.Equal([RunState.Running, RunState.Running], (await driver.ActiveAsync()).Select(run => run.State));
    }

    [Fact]
    public async Task With_cancelPrevious_the_running_one_ends_as_cancelled_and_the_new_one_starts()
    {
        await RunningAsync("cancelPrevious");

        await driver.AdvanceAsync(TimeSpan.FromMinutes(1));
        await gate.Arrived;

        var cancelled = Assert.Single(await driver.EndedAsync());
        Assert.Equal((RunState.Cancelled, "Cancelled because the next run of its task was due.", SchedulerDriver.Noon.AddMinutes(1)), (cancelled.State, cancelled.Reason, cancelled.DueAt));
        Assert.Equal(SchedulerDriver.Noon.AddMinutes(2), (await driver.FindActiveAsync())!.DueAt);
    }

    [Fact]
    public async Task What_waits_for_a_run_of_its_task_survives_a_crash_and_starts_after_it()
    {
        await RunningAsync("queue");
        await driver.AdvanceAsync(TimeSpan.FromMinutes(1));
        await WaitingAsync();

        await driver.CrashAndStartAgainAsync();
        gate.Open();

        Assert.Equal([RunState.Succeeded, RunState.Succeeded], (await driver.EndedAsync(2)).Select(run => run.State));
    }

    /// <summary>A task whose first run is running; returns its id.</summary>
    private async Task<Guid> RunningAsync(string overlap)
    {
        driver = await SchedulerDriver.StartAsync();
        driver.Work.Script = gate.HoldAsync;
        var task = await driver.CreateAsync(everyMinute, timeLimit: "PT1H", execution: SchedulerDriver.Once with { Overlap = overlap });
        await driver.AdvanceAsync(TimeSpan.FromMinutes(1));
        await gate.Arrived;
        return task.Task.Id;
    }

    private async Task<Run> WaitingAsync()
    {
        Run? waiting = null;
        await driver.UntilAsync(async () => (waiting = (await driver.ActiveAsync()).FirstOrDefault(run => run.WaitsFor is { Length: > 0 } && run.State == RunState.Queued)) is { WaitsFor: "the end of the run of its task that is running" });
        return waiting!;
    }
}
