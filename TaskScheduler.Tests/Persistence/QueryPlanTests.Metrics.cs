using TaskScheduler.Core.Metrics.Journal;
using TaskScheduler.Core.Metrics.Ranking;
using TaskScheduler.Core.Metrics.Rollups;
using TaskScheduler.Core.Runs;

namespace TaskScheduler.Tests.Persistence;

/// <content>What runs come to, and the lists that are narrowed by outcome and type.</content>
public sealed partial class QueryPlanTests
{
    [Theory]
    [InlineData(RunState.Failed, null, "COVERING INDEX runs_by_state (state=?")]
    [InlineData(RunState.Succeeded, null, "COVERING INDEX runs_by_state (state=?")]
    [InlineData(null, "http", "COVERING INDEX runs_by_type (type=?")]
    public async Task Runs_of_an_outcome_or_a_type_are_counted_and_listed_in_an_index_of_it(RunState? state, string? type, string index)
    {
        var plan = await PlanAsync(driver => driver.Runs.ListExecutedAsync(new RunQuery { State = state, Type = type }, Cancel));

        Assert.Equal(2, plan.Split('\n').Count(step => step.Contains(index, StringComparison.Ordinal)));
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RunState.Failed, null)]
    [InlineData(RunState.DeadLettered, null)]
    [InlineData(null, "http")]
    public async Task Runs_of_a_task_are_found_by_their_task_whatever_else_is_asked(RunState? state, string? type)
    {
        var plan = await PlanAsync(driver => driver.Runs.ListExecutedAsync(new RunQuery { TaskId = Guid.NewGuid(), State = state, Type = type }, Cancel));

        Assert.Equal(2, plan.Split('\n').Count(step => step.Contains("runs_one_per_occurrence (task_id=?", StringComparison.Ordinal)));
        Assert.DoesNotContain("runs_by_", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dead_letters_are_listed_in_the_order_in_which_they_ended()
    {
        var plan = await PlanAsync(driver => driver.Runs.ListExecutedAsync(new RunQuery { State = RunState.DeadLettered }, Cancel));

        Assert.Contains("runs_dead_by_end", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RollupReading.OfKindSql, "PRIMARY KEY (kind=?)")]
    [InlineData(RollupReading.OfSubjectSql, "PRIMARY KEY (kind=? AND subject=? AND start>?)")]
    [InlineData(RollupTable.FindSql, "PRIMARY KEY (kind=? AND subject=? AND start=? AND level=?)")]
    [InlineData(RollupCondenser.OldSql, "rollups_by_age (level=? AND start<?)")]
    [InlineData(RankingKeeper.FoundSql, "PRIMARY KEY (span=? AND task_id=?)")]
    [InlineData(RankingKeeper.SubjectsSql, "COVERING INDEX rollups_by_age (level>? AND level<?)")]
    [InlineData(HistoryCount.NextSql, "runs_by_end")]
    public async Task Figures_are_found_without_looking_at_others(string sql, string found) => Assert.Contains(found, await ExplainAsync(
        sql, ("@kind", 1L), ("@subject", new byte[16]), ("@from", 0L), ("@start", 0L), ("@level", 2L), ("@before", 0L), ("@most", 1L), ("@span", 0L), ("@task", new byte[16]), ("@at", 0L), ("@run", Array.Empty<byte>()), ("@until", 9L)), StringComparison.Ordinal);

    [Fact]
    public async Task Tasks_are_sorted_among_those_of_their_window() => Assert.Contains(
        "PRIMARY KEY (span=?)",
        await ExplainAsync(RankingStore.PageSql.Replace("[found]", "", StringComparison.Ordinal).Replace("[order]", RankingStore.OrderSql(RankingOrder.FailureRate, ascending: false), StringComparison.Ordinal), ("@span", 0L), ("@size", 25L), ("@skip", 0L)),
        StringComparison.Ordinal);
}
