using TaskScheduler.Core.Health;
using TaskScheduler.Core.Health.Plans;
using TaskScheduler.Core.Overview;
using TaskScheduler.Core.Runs;

namespace TaskScheduler.Tests.Persistence;

/// <content>How things stand, and what looks after it.</content>
public sealed partial class QueryPlanTests
{
    [Fact]
    public async Task The_overview_reads_indexes_of_what_it_shows_and_nothing_else()
    {
        var plan = await PlanAsync(driver => driver.Get<OverviewStore>().ReadAsync(Cancel));

        Assert.Contains("runs_waiting", plan, StringComparison.Ordinal);
        Assert.Contains("plans_failing", plan, StringComparison.Ordinal);
        Assert.Contains("plans_by_next_due (next_due_at>? AND next_due_at<?)", plan, StringComparison.Ordinal);
        Assert.Contains("COVERING INDEX runs_by_end (ended_at>? AND ended_at<?)", plan, StringComparison.Ordinal);
        Assert.Contains("runs_retrying", plan, StringComparison.Ordinal);
        Assert.Contains("COVERING INDEX runs_dead", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task How_long_runs_of_a_task_usually_take_is_read_from_its_latest_occurrences() =>
        Assert.Contains("runs_one_per_occurrence (task_id=?)", await PlanAsync(driver => driver.Get<UsualLengths>().OfAsync(new Run { Id = Guid.NewGuid(), TaskId = Guid.NewGuid(), TaskVersion = 1, Title = "", Type = "", State = RunState.Running, DueAt = default }, Cancel)), StringComparison.Ordinal);

    [Fact]
    public async Task Health_looks_at_the_beginnings_of_indexes()
    {
        var plan = await PlanAsync(driver => driver.Get<FactGathering>().GatherAsync(Cancel));

        Assert.Contains("INDEX runs_waiting", plan, StringComparison.Ordinal);
        Assert.Contains("plans_by_next_due", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plans_are_checked_page_by_page_in_the_order_of_their_index()
    {
        var plan = await PlanAsync(driver => driver.Get<PlanCheck>().OnceAsync(Cancel));

        // A page is sorted once more around its join; which rows it has, the index says.
        Assert.Contains("plans_by_next_due (next_due_at=? AND task_id>?)", plan, StringComparison.Ordinal);
    }
}
