using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Maintenance.Retention.Chores;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Maintenance.Retention;

/// <summary>Knows the rules in force, and finds what is past its time by these or by others.</summary>
internal sealed class RetentionFinder(IDbContextFactory<SchedulerDb> databases, IEnumerable<IRunsNeeded> needing, TimeProvider time)
{
    /// <summary>One for each sort of rows, in the order in which they are deleted.</summary>
    public IReadOnlyList<IRetentionChore> Chores { get; } =
        [new OldRuns(databases), new SurplusRuns(databases), new OldMessages(databases), new OldIncidents(databases), new SurplusVersions(databases), new OldAuditEntries(databases)];

    /// <summary>Days since 1970-01-01, UTC.</summary>
    public long Today => time.GetUtcNow().ToUnixTimeSeconds() / (long)TimeSpan.FromDays(1).TotalSeconds;

    /// <summary>The rules that are stored, each kind with one.</summary>
    public async Task<IReadOnlyList<RetentionRule>> StoredAsync(CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        return RetentionRules.Complete(await db.RetentionRules.Select(row => new RetentionRule(row.Kind, row.Days, row.PerTask)).ToListAsync(cancellationToken));
    }

    /// <summary>The stored rules as they hold now.</summary>
    public async Task<RetentionRules> RulesAsync(CancellationToken cancellationToken) => await RulesOfAsync(await StoredAsync(cancellationToken), cancellationToken);

    /// <summary>How many rows of each kind some rules would delete now.</summary>
    /// <param name="most">Stops counting a good deal beyond so many.</param>
    public async Task<(IReadOnlyDictionary<RetentionKind, long> Counts, bool IsAll)> CountAsync(IReadOnlyList<RetentionRule> wanted, long most, CancellationToken cancellationToken)
    {
        var rules = await RulesOfAsync(wanted, cancellationToken);
        var counts = new Dictionary<RetentionKind, long>();
        foreach (var chore in Chores)
            await foreach (var page in chore.FindAsync(rules, cancellationToken))
            {
                foreach (var doomed in page)
                    counts[doomed.Kind] = counts.GetValueOrDefault(doomed.Kind) + 1;
                if (counts.Values.Sum() >= most)
                    return (counts, false);
            }

        return (counts, true);
    }

    /// <summary>What was deleted since a day, the latest day first.</summary>
    public async Task<IReadOnlyList<RemovedRow>> RemovedAsync(long sinceDay, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        return await db.Removed.Where(row => row.Day >= sinceDay).OrderByDescending(row => row.Day).ThenBy(row => row.Kind).ToListAsync(cancellationToken);
    }

    private async Task<RetentionRules> RulesOfAsync(IReadOnlyList<RetentionRule> rules, CancellationToken cancellationToken)
    {
        DateTimeOffset? needed = null;
        foreach (var one in needing)
            if (await one.FromAsync(cancellationToken) is { } from && (needed is null || from < needed))
                needed = from;
        return new(rules, time.GetUtcNow(), needed);
    }
}
