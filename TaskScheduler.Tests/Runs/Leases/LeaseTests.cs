using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Executing;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks.Execution;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Runs.Retries;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Runs.Leases;

public sealed class LeaseTests : IAsyncLifetime
{
    private static readonly ScheduleDraft never = new() { Kind = "once", At = "2027-01-01T00:00:00Z" };

    private SchedulerDriver driver = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => driver = await SchedulerDriver.StartAsync();

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Fact]
    public async Task A_run_whose_holder_is_gone_is_found_within_15_seconds_and_tried_again()
    {
        var run = await HeldByAnotherAsync(new() { Recovery = "tryAgain" });

        driver.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(RunState.Running, (await driver.FindActiveAsync())!.State);
        driver.Time.Advance(TimeSpan.FromSeconds(6));

        var ended = Assert.Single(await driver.EndedAsync());
        Assert.Equal((run, RunState.Succeeded, 2), (ended.Id, ended.State, ended.Attempt));
        Assert.Equal("The program ended while it was running.", Assert.Single((await driver.Runs.FindAsync(run, Cancel))!.EarlierAttempts).Error);
    }

    [Fact]
    public async Task A_lost_run_whose_task_says_so_is_not_tried_again()
    {
        await HeldByAnotherAsync(SchedulerDriver.Once with { Recovery = "markAsLost" });

        driver.Time.Advance(TimeSpan.FromSeconds(15));

        var ended = Assert.Single(await driver.EndedAsync());
        Assert.Equal((RunState.Failed, 1, "The program ended while it was running."), (ended.State, ended.Attempt, ended.Error));
        Assert.Contains("not tried again by itself", ended.Reason, StringComparison.Ordinal);
        Assert.Empty(driver.Work.Performed);
    }

    [Fact]
    public async Task The_lease_of_a_long_run_is_renewed_as_long_as_it_runs()
    {
        var gate = new Gate();
        driver.Work.Script = (run, cancel) => run.Title == "Long" ? gate.HoldAsync(run, cancel) : Task.FromResult(Performance.Succeeded());
        await driver.CreateAsync(FailingRuns.Immediately, "Long", timeLimit: "PT10M");
        await gate.Arrived;
        var longRun = (await driver.FindActiveAsync())!.Id;

        driver.Time.Advance(TimeSpan.FromSeconds(45));
        // Lapsed runs are looked for after the renewal: once this one is found, the renewal is done.
        await HeldByAnotherAsync(SchedulerDriver.Once);
        driver.Time.Advance(TimeSpan.FromSeconds(15));
        await driver.EndedAsync();

        Assert.True((await RowAsync(longRun)).LeaseUntil >= SchedulerDriver.Noon.AddSeconds(55).ToUnixTimeMilliseconds());
        gate.Open();
        Assert.Equal((RunState.Succeeded, 1), (await driver.EndedAsync(2)).Where(run => run.Id == longRun).Select(run => (run.State, run.Attempt)).Single());
    }

    [Fact]
    public async Task A_run_that_another_has_taken_is_stopped_here_and_its_outcome_counts_for_nothing()
    {
        var gate = new Gate();
        driver.Work.Script = gate.HoldAsync;
        await driver.CreateAsync(FailingRuns.Immediately, timeLimit: "PT10M");
        await gate.Arrived;
        var run = (await driver.FindActiveAsync())!.Id;
        await driver.Get<IWriteGate>().WriteAsync(session => Task.FromResult(session
            .Statement("UPDATE runs SET owner_id = @other, fence = fence + 1, lease_until = @until WHERE id = @id")
            .With("@other", Guid.NewGuid()).With("@until", driver.Time.GetUtcNow().AddHours(1)).With("@id", run).Execute()));

        driver.Time.Advance(TimeSpan.FromSeconds(3));
        await driver.UntilAsync(() => Task.FromResult(!driver.Get<RunningRuns>().Holds(run)));

        var row = await RowAsync(run);
        Assert.Equal((RunState.Running, 1), (row.State, row.Attempt));
    }

    /// <summary>A run that says to be running elsewhere, under a lease of ten seconds that nobody renews; returns its id.</summary>
    private async Task<Guid> HeldByAnotherAsync(ExecutionDraft execution)
    {
        var task = await driver.CreateAsync(never, execution: execution);
        var run = Guid.CreateVersion7();
        await driver.Get<IWriteGate>().WriteAsync(session => Task.FromResult(session.Statement("""
            INSERT INTO runs (id, task_id, task_version, title, type, state, "trigger", attempt, due_at, started_at, node, fence, occurrences, owner_id, lease_until)
            SELECT @id, id, version, title, type, 1, 0, 1, @now, @now, 'elsewhere', 1, 1, @owner, @until FROM tasks WHERE id = @task
            """).With("@id", run).With("@task", task.Task.Id).With("@now", driver.Time.GetUtcNow()).With("@owner", Guid.NewGuid()).With("@until", driver.Time.GetUtcNow().AddSeconds(10)).Execute()));
        return run;
    }

    private async Task<RunRow> RowAsync(Guid id)
    {
        await using var db = driver.Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        return await db.Runs.SingleAsync(row => row.Id == id, Cancel);
    }
}
