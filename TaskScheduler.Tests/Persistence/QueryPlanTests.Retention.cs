using TaskScheduler.Core.Maintenance.Retention;
using TaskScheduler.Core.Maintenance.Retention.Chores;
using TaskScheduler.Core.Runs;
using TaskScheduler.Tests.Maintenance.Retention;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Persistence;

public sealed partial class QueryPlanTests
{
    [Fact]
    public async Task What_is_past_its_time_is_found_in_the_indexes_of_when_it_ended_and_of_its_task()
    {
        var plan = await PlanAsync(async driver =>
        {
            var (task, due) = (Guid.CreateVersion7(), SchedulerDriver.Noon.ToUnixTimeMilliseconds());
            await StoredRuns.PutAsync(driver, [new(Guid.CreateVersion7(), task, RunState.Failed, due - 1, due), new(Guid.CreateVersion7(), task, RunState.Failed, due, due)]);
            var rules = new RetentionRules(RetentionRule.Defaults.Select(rule => rule with { PerTask = 1 }), SchedulerDriver.Noon);
            foreach (var chore in driver.Get<RetentionFinder>().Chores)
                await foreach (var page in chore.FindAsync(rules, Cancel))
                    Assert.True(page.Count >= 0);
        });

        Assert.Contains("runs_by_end (ended_at>? AND ended_at<?)", plan, StringComparison.Ordinal);
        Assert.Contains("runs_one_per_occurrence (task_id=? AND due_at<?)", plan, StringComparison.Ordinal);
        Assert.Contains("USING COVERING INDEX runs_one_per_occurrence (task_id>?)", plan, StringComparison.Ordinal);
        Assert.Contains("messages_by_state (state=? AND created_at>? AND created_at<?)", plan, StringComparison.Ordinal);
        Assert.Contains("incidents_over (opened_at>? AND opened_at<?)", plan, StringComparison.Ordinal);
        Assert.Contains("audit_by_time (at>? AND at<?)", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_deleted_is_found_by_its_id()
    {
        foreach (var sql in (string[])[RunDeletion.StillToGoSql, .. RunDeletion.DeleteSql, OldMessages.DeleteSql, OldIncidents.DeleteSql, OldAuditEntries.DeleteSql, SurplusVersions.DeleteSql])
            await ExplainAsync(sql, [("@count", 1L), .. Named(sql).Select(name => (name, (object?)new byte[16]))]);

        static IEnumerable<string> Named(string sql) => new[] { "@run", "@ended", "@message", "@incident", "@entry", "@task", "@number" }.Where(name => sql.Contains(name + ",", StringComparison.Ordinal));
    }
}
