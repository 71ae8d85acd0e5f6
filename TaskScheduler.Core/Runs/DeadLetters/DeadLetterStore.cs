using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Runs.DeadLetters;

/// <summary>Dead letters that have a type and a cause in common.</summary>
/// <param name="Cause">Their error without what differs from run to run.</param>
/// <param name="FirstEndedAt">When the first of them had used up its retries.</param>
/// <param name="Tasks">Of how many tasks they are.</param>
/// <param name="Example">The latest of them.</param>
public sealed record DeadLetterGroup(string Type, string Cause, int Count, int Tasks, DateTimeOffset FirstEndedAt, DateTimeOffset LastEndedAt, Run Example);

/// <summary>Reads the inbox of runs whose retries are used up.</summary>
public sealed class DeadLetterStore(IDbContextFactory<SchedulerDb> databases)
{
    /// <summary>One page of groups, those with the latest dead letter first.</summary>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1 to 500.</param>
    public async Task<PageOf<DeadLetterGroup>> ListAsync(int page, int pageSize, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        var groups = db.Runs.Where(run => run.State == RunState.DeadLettered && run.Cause != null)
            .GroupBy(run => new { run.Type, run.Cause })
            .Select(group => new Counted
            {
                Type = group.Key.Type,
                Cause = group.Key.Cause!,
                Count = group.Count(),
                Tasks = group.Select(run => run.TaskId).Distinct().Count(),
                First = group.Min(run => run.EndedAt) ?? 0,
                Last = group.Max(run => run.EndedAt) ?? 0,
            });
        var counted = await groups.OrderByDescending(group => group.Last).ThenBy(group => group.Type).ThenBy(group => group.Cause)
            .Skip((page - 1) * pageSize).Take(pageSize).ToListAsync(cancellationToken);
        // All dead letters are looked at for either, so not for both where one tells.
        var total = page == 1 && counted.Count < pageSize ? counted.Count : await groups.CountAsync(cancellationToken);
        var found = new List<DeadLetterGroup>(counted.Count);
        foreach (var group in counted)
            if (await LatestAsync(db, group, cancellationToken) is { } latest)
                found.Add(new(group.Type, group.Cause, group.Count, group.Tasks, Instant(group.First), Instant(group.Last), RunRows.Run(latest)));
        return new(found, total, page, pageSize, null);
    }

    /// <summary>How many dead letters wait for somebody.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        return await db.Runs.CountAsync(run => run.State == RunState.DeadLettered, cancellationToken);
    }

    // One step in the index of dead letters, whatever the group holds.
    private static Task<RunRow?> LatestAsync(SchedulerDb db, Counted group, CancellationToken cancellationToken) => db.Runs
        .Where(run => run.State == RunState.DeadLettered && run.Type == group.Type && run.Cause == group.Cause)
        .OrderByDescending(run => run.EndedAt).FirstOrDefaultAsync(cancellationToken);

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private sealed record Counted
    {
        public required string Type { get; init; }

        public required string Cause { get; init; }

        public int Count { get; init; }

        public int Tasks { get; init; }

        public long First { get; init; }

        public long Last { get; init; }
    }
}
