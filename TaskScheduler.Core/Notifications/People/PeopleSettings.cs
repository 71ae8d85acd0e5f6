using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Notifications.People;

/// <summary>
/// What everybody has said of how they want to be told, in memory: it is asked for inside of writes, which must not read for
/// it. The table is the truth; whoever changes it has it read again before the change is acknowledged.
/// </summary>
public sealed class PeopleSettings(IDbContextFactory<SchedulerDb> databases)
{
    private readonly SemaphoreSlim reading = new(1);
    private volatile FrozenDictionary<Guid, Known> known = FrozenDictionary<Guid, Known>.Empty;

    public NotifySettings Of(Guid accountId) => known.GetValueOrDefault(accountId)?.Settings ?? NotifySettings.Unsaid;

    /// <summary>Those who want summaries, with the instant up to which they have had them.</summary>
    internal IReadOnlyList<(Guid AccountId, NotifySettings Settings, DateTimeOffset Until)> WithSummaries =>
        [.. known.Where(one => one.Value.Settings.Summary != SummaryChoice.None).Select(one => (one.Key, one.Value.Settings, one.Value.SummarizedAt))];

    /// <summary>Reads all of it again; returns when everybody sees the present state.</summary>
    public async Task ReadAsync()
    {
        await reading.WaitAsync();
        try
        {
            await using var db = databases.CreateDbContext();
            var rows = await db.NotifySettings.AsNoTracking().ToListAsync();
            known = rows.ToFrozenDictionary(row => row.AccountId, row => new Known(row.Settings, DateTimeOffset.FromUnixTimeMilliseconds(row.SummarizedAt)));
        }
        finally
        {
            reading.Release();
        }
    }

    private sealed record Known(NotifySettings Settings, DateTimeOffset SummarizedAt);
}
