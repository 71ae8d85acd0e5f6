using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Executing;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Core.Notifications.Alerts.Incidents;

/// <summary>Finds runs of this process that take longer than those of their task usually do.</summary>
internal sealed class LongRuns(IDbContextFactory<SchedulerDb> databases, AlertRules rules, RunningRuns running, TimeProvider time)
{
    // How long a task's runs usually take does not change while one of them is going.
    private readonly Dictionary<Guid, RunFacts?> known = [];

    /// <summary>For one caller at a time.</summary>
    public async Task<IReadOnlyList<(AlertRule Rule, Finding Finding)>> FindAsync(CancellationToken cancellationToken)
    {
        var looking = rules.Of(AlertKind.LongerThanUsual);
        if (looking.Count == 0)
            return [];
        var now = time.GetUtcNow();
        var held = running.HeldSince(now - looking.Min(rule => rule.Limits.AtLeast ?? TimeSpan.Zero)).ToHashSet();
        foreach (var over in known.Keys.Where(run => !held.Contains(run)).ToList())
            known.Remove(over);
        var found = new List<(AlertRule, Finding)>();
        foreach (var run in held)
            if (await FactsOfAsync(run, cancellationToken) is { } facts)
                found.AddRange(looking.Where(rule => OverdueTasks.LooksAt(rule, facts.TaskId, facts.Tags)).Select(rule => (rule, Of(rule, run, facts, now))).Where(one => one.Item2 is not null).Select(one => (one.rule, one.Item2!)));
        return found;
    }

    private static Finding? Of(AlertRule rule, Guid run, RunFacts facts, DateTimeOffset now)
    {
        var limit = TimeSpan.FromMilliseconds(Math.Max(facts.Usual.Ms * (rule.Limits.Percent ?? 0) / 100.0, (rule.Limits.AtLeast ?? TimeSpan.Zero).TotalMilliseconds));
        var elapsed = now - facts.StartedAt;
        return elapsed <= limit ? null : new(
            facts.TaskId, facts.Title, run, $"It has been running for {AlertWords.Lasting(elapsed)}. Of its last {facts.Usual.Known} successful runs, 95 % ended within {AlertWords.Lasting(TimeSpan.FromMilliseconds(facts.Usual.Ms))}.")
        {
            LimitMs = (long)limit.TotalMilliseconds,
        };
    }

    private async Task<RunFacts?> FactsOfAsync(Guid id, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(id, out var facts))
            return facts;
        await using var db = databases.CreateDbContext();
        var run = await db.Runs.Where(row => row.Id == id && row.State == RunState.Running).Select(row => new { row.TaskId, row.Title, row.StartedAt }).SingleOrDefaultAsync(cancellationToken);
        if (run?.StartedAt is not { } started || await db.Tasks.Where(task => task.Id == run.TaskId).Select(task => task.Tags).SingleOrDefaultAsync(cancellationToken) is not { } tags)
            return null;
        return known[id] = await UsualLength.OfAsync(db, run.TaskId, cancellationToken) is { } usual ? new(run.TaskId, run.Title, TaskRows.Tags(tags), DateTimeOffset.FromUnixTimeMilliseconds(started), usual) : null;
    }

    private sealed record RunFacts(Guid TaskId, string Title, string[] Tags, DateTimeOffset StartedAt, UsualLength Usual);
}
