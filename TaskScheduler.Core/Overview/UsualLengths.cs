using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;

namespace TaskScheduler.Core.Overview;

/// <summary>Knows how long the runs of a task usually take, for as long as one of them is going: it does not change meanwhile.</summary>
public sealed class UsualLengths(IDbContextFactory<SchedulerDb> databases)
{
    /// <summary>From how many times the usual length on a run is long.</summary>
    public const int LongerBy = 2;

    /// <summary>A run shorter than this is never long, and nothing has to be looked up for it.</summary>
    public static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(10);

    private const int MostKept = 1_000;

    private readonly ConcurrentDictionary<Guid, long?> known = new();

    /// <summary>Within which time 95 % of its task's last successful runs ended, in ms; null when too few are known.</summary>
    public async Task<long?> OfAsync(Run run, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(run.Id, out var usual))
            return usual;
        await using var db = databases.CreateDbContext();
        var length = await UsualLength.OfAsync(db, run.TaskId, cancellationToken);
        if (known.Count >= MostKept)
            known.Clear();
        return known[run.Id] = length?.Ms;
    }
}
