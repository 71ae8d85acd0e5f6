using TaskScheduler.Core.Live;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Executing;
using TaskScheduler.Core.Runs.Leases;
using TaskScheduler.Core.Runs.Limits;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Persistence;

/// <summary>What every ledger does, so that no occurrence runs twice and none is lost.</summary>
public abstract class RunLedgerContract(params (string Key, string Value)[] settings) : StoreContract(settings)
{
    private static readonly DateTimeOffset one = SchedulerDriver.Noon.AddHours(1);

    private RunLedger Ledger => Driver.Get<RunLedger>();

    [Fact]
    public async Task An_occurrence_recorded_twice_in_a_batch_is_one_run()
    {
        var due = await DueAtOneAsync();

        var recorded = await Ledger.RecordDueAsync([due, due]);

        Assert.Single(recorded.Recorded);
    }

    [Fact]
    public async Task An_occurrence_recorded_by_many_batches_at_once_is_one_run()
    {
        var due = await DueAtOneAsync();

        var recorded = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Ledger.RecordDueAsync([due]), Cancel)));

        Assert.Single(recorded.SelectMany(batch => batch.Recorded));
    }

    [Fact]
    public async Task An_occurrence_that_has_a_run_is_passed_over_when_its_plan_waits_for_it_again_and_the_others_are_recorded()
    {
        var (due, other) = (await DueAtOneAsync(), await DueAtOneAsync());
        await Ledger.RecordDueAsync([due]);
        // As after an edit while the machine's clock was set back.
        await WriteAsync(session => session.Statement("UPDATE plans SET next_due_at = @due WHERE task_id = @task").With("@due", due.DueAt).With("@task", due.TaskId).Execute());

        var recorded = await Ledger.RecordDueAsync([due, other]);

        Assert.Equal(other.TaskId, Assert.Single(recorded.Recorded).TaskId);
    }

    [Fact]
    public async Task An_occurrence_that_was_edited_away_is_passed_over()
    {
        var due = await DueAtOneAsync();
        var draft = new TaskDraft { Title = "Later", Type = "scripted", Schedule = new() { Kind = "once", At = "2026-12-01T18:00:00Z" } };
        await Driver.Tasks.ReplaceAsync(due.TaskId, draft, null, Cancel);

        var recorded = await Ledger.RecordDueAsync([due]);

        Assert.Empty(recorded.Recorded);
        Assert.Equal(one.AddHours(5), (await Driver.Tasks.FindAsync(due.TaskId, Cancel))!.ExecutionTime);
    }

    [Fact]
    public async Task An_occurrence_after_one_that_was_never_recorded_is_reported_and_not_recorded()
    {
        var due = await DueAtOneAsync();

        var recorded = await Ledger.RecordDueAsync([due with { DueAt = one.AddHours(1), NextDueAt = one.AddHours(2) }]);

        Assert.Empty(recorded.Recorded);
        Assert.Equal(due.TaskId, Assert.Single(recorded.Behind));
    }

    [Fact]
    public async Task A_queued_run_is_claimed_once()
    {
        var queued = (await Ledger.RecordDueAsync([await DueAtOneAsync()])).Recorded;

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Ledger.ClaimAsync(queued), Cancel)));

        Assert.Single(claims.SelectMany(claim => claim));
    }

    [Fact]
    public async Task An_outcome_by_one_who_lost_the_run_is_refused_and_that_of_its_holder_is_taken()
    {
        var queued = (await Ledger.RecordDueAsync([await DueAtOneAsync()])).Recorded;
        var first = Assert.Single(await Ledger.ClaimAsync(queued));
        await Driver.Get<LostRunRescuer>().RescueAllAsync();
        var second = Assert.Single(await Ledger.ClaimAsync(queued));

        var stale = await Ledger.FinishAsync([Finished(first, RunState.Failed)]);
        var held = await Ledger.FinishAsync([Finished(second, RunState.Succeeded)]);

        Assert.Same(first, Assert.Single(stale).Run);
        Assert.Empty(held);
        Assert.Equal((RunState.Succeeded, 2), await StandingAsync(second));
    }

    [Fact]
    public async Task A_worker_that_was_held_for_longer_than_its_lease_is_refused_when_it_comes_back()
    {
        var other = new RunLedger(Gate, new RunningRuns(), Driver.Get<HeldRuns>(), Driver.Get<RunLimits>(), Driver.Get<LiveFeed>(), Driver.Time);
        var held = Assert.Single(await other.ClaimAsync((await Ledger.RecordDueAsync([await DueAtOneAsync()])).Recorded));

        Driver.Time.Advance(TimeSpan.FromSeconds(15));
        var ended = Assert.Single(await Driver.EndedAsync());
        var refused = await other.FinishAsync([Finished(held, RunState.Failed)]);

        Assert.Same(held, Assert.Single(refused).Run);
        Assert.Equal((held.Context.RunId, RunState.Succeeded, 2), (ended.Id, ended.State, ended.Attempt));
        Assert.Equal((RunState.Succeeded, 2), await StandingAsync(held));
    }

    [Fact]
    public async Task An_outcome_is_written_once()
    {
        var queued = (await Ledger.RecordDueAsync([await DueAtOneAsync()])).Recorded;
        var claimed = Assert.Single(await Ledger.ClaimAsync(queued));

        await Ledger.FinishAsync([Finished(claimed, RunState.Succeeded)]);
        var again = await Ledger.FinishAsync([Finished(claimed, RunState.Failed)]);

        Assert.Single(again);
        Assert.Equal((RunState.Succeeded, 1), await StandingAsync(claimed));
    }

    [Fact]
    public async Task What_came_due_while_nobody_was_there_is_one_run_and_one_row_of_missed_ones()
    {
        await DueAtOneAsync();
        await Driver.StopAsync();

        await Driver.StartAgainAsync(TimeSpan.FromHours(4.5));

        var ended = await Driver.EndedAsync(2);
        Assert.Equal([(RunState.Succeeded, 1), (RunState.Missed, 3)], ended.OrderBy(run => run.Occurrences).Select(run => (run.State, run.Occurrences)));
    }

    private async Task<DueOccurrence> DueAtOneAsync()
    {
        var task = await Driver.CreateAsync(new ScheduleDraft { Kind = "cron", Cron = "0 * * * *" });
        return new(task.Task.Id, one, one.AddHours(1));
    }

    private static FinishedRun Finished(ClaimedRun run, RunState state) => new(run, state, SchedulerDriver.Noon, null, null);

    private async Task<(RunState State, int Attempt)> StandingAsync(ClaimedRun claimed)
    {
        var run = (await Driver.Runs.FindAsync(claimed.Context.RunId, Cancel))!.Run;
        return (run.State, run.Attempt);
    }
}
