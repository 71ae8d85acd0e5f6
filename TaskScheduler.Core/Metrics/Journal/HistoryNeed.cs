using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Maintenance.Retention;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Metrics.Journal;

/// <summary>Keeps runs from being deleted that <see cref="HistoryCount"/> has not counted yet.</summary>
internal sealed class HistoryNeed(IDbContextFactory<SchedulerDb> databases, HistoryCount history) : IRunsNeeded
{
    public async Task<DateTimeOffset?> FromAsync(CancellationToken cancellationToken)
    {
        if (history.IsDone)
            return null;
        await using var db = databases.CreateDbContext();
        var counted = await db.Database.SqlQueryRaw<long>("SELECT ended_at AS Value FROM rollup_history").ToListAsync(cancellationToken);
        return counted is [var at, ..] ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
    }
}
