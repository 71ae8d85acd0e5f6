using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.Execution;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Metrics.Journal;

/// <summary>Each way in which a run can end is counted, exactly once.</summary>
public sealed class EndingsTests : IAsyncLifetime
{
    private static readonly ScheduleDraft immediately = new() { Kind = "immediate" };
    private static readonly ScheduleDraft everyMinute = new() { Kind = "interval", Every = "PT1M", StartAt = "2026-12-01T12:01:00Z" };
    private static readonly ExecutionDraft oneRetry = new() { Retry = new() { Kind = "fixed", Wait = "PT1M", Retries = 1 } };

    private readonly HeardEndings heard = new();
    private readonly Gate gate = new();
    private SchedulerDriver driver = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => driver = await SchedulerDriver.StartWithAsync(services => services.AddSingleton<IEndedRunsFollower>(heard));

    public async ValueTask DisposeAsync()
    {
        gate.Open();
        await driver.DisposeAsync();
    }

    [Fact]
    public async Task A_run_that_succeeds() => await EndsAsync(RunState.Succeeded, () => driver.CreateAsync(immediately));

    [Fact]
    public async Task A_run_that_is_past_its_time_limit()
    {
        driver.Work.Script = gate.HoldAsync;
        await driver.CreateAsync(immediately, timeLimit: "PT1M");
        await gate.Arrived;
        await EndsAsync(RunState.TimedOut, async () => driver.Time.Advance(await Task.FromResult(TimeSpan.FromMinutes(2))));
    }

    [Fact]
    public async Task A_run_that_fails()
    {
        driver.Work.Script = (_, _) => Task.FromResult(Performance.Failed("It broke."));
        await EndsAsync(RunState.Failed, () => driver.CreateAsync(immediately));
    }

    [Fact]
    public async Task A_run_whose_retries_are_used_up()
    {
        driver.Work.Script = (_, _) => Task.FromResult(Performance.Failed("It broke."));
        await driver.CreateAsync(immediately, execution: oneRetry);
        await driver.UntilAsync(async () => await driver.FindActiveAsync() is { State: RunState.Retrying });
        await EndsAsync(RunState.DeadLettered, async () => driver.Time.Advance(await Task.FromResult(TimeSpan.FromMinutes(2))));
        Assert.Equal((1, 2, null), heard.Heard.Select(run => (run.Retries, run.Attempt, run.Lateness)).Single());
    }

    [Fact]
    public async Task A_run_that_is_cancelled_while_it_waits_for_its_next_attempt()
    {
        driver.Work.Script = (_, _) => Task.FromResult(Performance.Failed("It broke."));
        await driver.CreateAsync(immediately, execution: oneRetry);
        await driver.UntilAsync(async () => await driver.FindActiveAsync() is { State: RunState.Retrying });
        var run = (await driver.FindActiveAsync())!;
        await EndsAsync(RunState.Cancelled, () => driver.RunControl.CancelAsync(run.Id, Cancel));
    }

    [Fact]
    public async Task A_run_that_is_cancelled_while_it_runs()
    {
        var task = await HeldAsync();
        var run = (await driver.FindActiveAsync())!;
        await EndsAsync(RunState.Cancelled, () => driver.RunControl.CancelAsync(run.Id, Cancel));
        Assert.Equal(task, heard.Heard[0].TaskId);
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("inactive")]
    [InlineData("edit")]
    public async Task A_run_that_is_skipped_because_its_task_was_changed(string change)
    {
        driver.Work.Script = (_, _) => Task.FromResult(Performance.Failed("It broke."));
        var task = (await driver.CreateAsync(immediately, execution: oneRetry)).Task;
        await driver.UntilAsync(async () => await driver.FindActiveAsync() is { State: RunState.Retrying });
        await EndsAsync(RunState.Skipped, () => change switch
        {
            "delete" => driver.Tasks.DeleteAsync(task.Id, Cancel),
            "inactive" => (Task)driver.Tasks.SetActiveAsync(task.Id, false, Cancel),
            _ => driver.Tasks.ReplaceAsync(task.Id, new TaskDraft { Title = "Other", Type = "scripted", Schedule = everyMinute, Execution = SchedulerDriver.Once }, null, Cancel),
        });
    }

    [Fact]
    public async Task A_run_that_is_skipped_because_another_one_of_its_task_runs()
    {
        driver.Work.Script = gate.HoldAsync;
        await driver.CreateAsync(everyMinute, timeLimit: "PT1H", execution: SchedulerDriver.Once with { Overlap = "skip" });
        await driver.AdvanceAsync(TimeSpan.FromMinutes(1));
        await gate.Arrived;
        await EndsAsync(RunState.Skipped, () => driver.AdvanceAsync(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task A_run_that_was_lost_for_the_second_time()
    {
        await HeldAsync();
        await driver.CrashAndStartAgainAsync();
        await gate.Arrived;
        await EndsAsync(RunState.Failed, () => driver.CrashAndStartAgainAsync());
    }

    [Fact]
    public async Task Occurrences_that_were_missed_each_by_itself()
    {
        await driver.CreateAsync(everyMinute);
        await driver.StopAsync();
        await driver.StartAgainAsync(TimeSpan.FromMinutes(8));
        await driver.EndedAsync(2);

        await driver.RollAsync();

        Assert.Equal([(RunState.Succeeded, 1), (RunState.Missed, 7)], heard.Heard.Select(run => (run.State, run.Count)).Order());
        Assert.Equal((await driver.CountedAsync()).Words(), (await driver.RollupsAsync("scripted")).Total().Words());
    }

    [Fact]
    public async Task A_dead_letter_that_is_discarded_has_ended_before()
    {
        driver.Work.Script = (_, _) => Task.FromResult(Performance.Failed("It broke.") with { IsFinal = true });
        await driver.CreateAsync(immediately, execution: oneRetry);
        var run = Assert.Single(await driver.EndedAsync());
        await driver.RunControl.DiscardAsync(run.Id, "Nobody needs it", Cancel);

        await driver.RollAsync();

        Assert.Equal([RunState.DeadLettered], heard.Heard.Select(ended => ended.State));
    }

    private async Task<Guid> HeldAsync()
    {
        driver.Work.Script = gate.HoldAsync;
        var task = await driver.CreateAsync(immediately);
        await gate.Arrived;
        return task.Task.Id;
    }

    private async Task EndsAsync(RunState state, Func<Task> end)
    {
        await end();
        var run = Assert.Single(await driver.EndedAsync());
        await driver.RollAsync();
        await driver.RollAsync();

        var noted = Assert.Single(heard.Heard);
        Assert.Equal((run.TaskId, run.Type, state, run.DueAt, run.StartedAt, run.EndedAt), (noted.TaskId, noted.Type, noted.State, noted.DueAt, noted.StartedAt, noted.EndedAt));
        Assert.Equal((await driver.CountedAsync()).Words(), (await driver.RollupsAsync(run.TaskId)).Total().Words());
        Assert.Equal((await driver.CountedAsync()).Words(), (await driver.RollupsAsync(run.Type)).Total().Words());
    }
}
