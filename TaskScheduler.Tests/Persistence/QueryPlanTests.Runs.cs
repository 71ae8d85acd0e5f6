using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.DeadLetters;
using TaskScheduler.Core.Runs.Leases;
using TaskScheduler.Core.Runs.Limits;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Persistence;

/// <content>Lists and searches of runs.</content>
public sealed partial class QueryPlanTests
{
    [Fact]
    public async Task Runs_after_a_cursor_begin_in_the_index_of_ends()
    {
        var plan = await PlanAsync(driver => driver.Runs.ListExecutedAsync(new RunQuery { After = new("", 1, Guid.Empty, 7) }, Cancel));

        Assert.Contains("COVERING INDEX runs_by_end (ended_at>? AND ended_at<?)", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_of_a_task_after_a_cursor_begin_in_the_index_of_its_occurrences() =>
        Assert.Contains("runs_one_per_occurrence (task_id=? AND due_at<?)", await PlanAsync(driver => driver.Runs.ListExecutedAsync(new RunQuery { TaskId = Guid.NewGuid(), After = new("", 1, Guid.Empty, 7) }, Cancel)), StringComparison.Ordinal);

    [Fact]
    public async Task Runs_that_were_lost_and_runs_that_wait_are_found_among_the_active_ones()
    {
        Assert.Contains("runs_active", await PlanAsync(driver => driver.Get<LostRunRescuer>().RescueAllAsync()), StringComparison.Ordinal);
        Assert.Contains("runs_waiting", await PlanAsync(driver => driver.Get<RunBacklog>().EnqueueAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_started_within_the_last_minute_is_found_among_what_has_just_ended_and_what_has_not()
    {
        var plan = await PlanAsync(async driver =>
        {
            await using var db = driver.Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
            await RecentStarts.OfTypeAsync(db, "http", SchedulerDriver.Noon, SchedulerDriver.Noon.AddMinutes(1), Cancel);
        });

        Assert.Contains("runs_by_type (type=? AND ended_at>?", plan, StringComparison.Ordinal);
        Assert.Contains("runs_active", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_runs_are_read_from_the_index_of_ends_in_its_order()
    {
        var plan = await PlanAsync(driver => driver.Runs.ListExecutedAsync(new RunQuery(), Cancel));

        Assert.Contains("runs_by_end", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE FOR ORDER BY", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dead_letters_are_grouped_and_counted_in_their_index_alone_and_their_runs_found_in_it()
    {
        var store = await PlanAsync(driver => driver.Get<DeadLetterStore>().ListAsync(1, 25, Cancel));
        Assert.Contains("COVERING INDEX runs_dead", store, StringComparison.Ordinal);
        Assert.DoesNotContain("INDEX runs_by_end", store, StringComparison.Ordinal);
        Assert.Contains("COVERING INDEX runs_dead", await PlanAsync(driver => driver.Get<DeadLetterStore>().CountAsync(Cancel)), StringComparison.Ordinal);
        Assert.Contains("runs_dead (type=? AND cause=?", await PlanAsync(driver => driver.Runs.ListExecutedAsync(new RunQuery { State = RunState.DeadLettered, Type = "http", Cause = "It broke." }, Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_that_have_not_ended_are_listed_from_the_index_of_active_ones() =>
        Assert.Contains("runs_active", await PlanAsync(driver => driver.Runs.ListActiveAsync(new RunQuery(), Cancel)), StringComparison.Ordinal);

    [Fact]
    public async Task The_runs_of_a_task_are_found_by_their_task() =>
        Assert.Contains("(task_id=?", await PlanAsync(driver => driver.Runs.ListExecutedAsync(new RunQuery { TaskId = Guid.NewGuid() }, Cancel)), StringComparison.Ordinal);

    [Fact]
    public async Task The_runs_of_a_day_are_found_by_their_end() =>
        Assert.Contains("runs_by_end (ended_at>?", await PlanAsync(driver => driver.Runs.ListExecutedAsync(new RunQuery { From = SchedulerDriver.Noon.AddDays(-1) }, Cancel)), StringComparison.Ordinal);
}
