using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Notifications.Alerts;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Persistence.Sqlite;

namespace TaskScheduler.Core.Maintenance.Retention.Chores;

/// <summary>Incidents that have been over for long, and of which nobody is to be told any more.</summary>
internal sealed class OldIncidents(IDbContextFactory<SchedulerDb> databases) : IRetentionChore
{
    private const int PageSize = 1_000;

    internal static readonly string DeleteSql = Packed.With(Packed.Id("incident")) + "DELETE FROM incidents WHERE id IN (SELECT incident FROM packed)";

    public async IAsyncEnumerable<IReadOnlyList<Doomed>> FindAsync(RetentionRules rules, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (rules.Before(RetentionKind.Incidents) is not { } before)
            yield break;
        var page = await PageAsync(0, Guid.Empty, before, cancellationToken);
        while (page.Count > 0)
        {
            yield return [.. page.Where(incident => incident.ClosedAt < before && incident.IsTold).Select(incident => new Doomed(RetentionKind.Incidents, incident.Id, incident.OpenedAt))];
            page = await PageAsync(page[^1].OpenedAt, page[^1].Id, before, cancellationToken);
        }
    }

    public int Delete(WriteSession session, IReadOnlyList<Doomed> doomed) =>
        session.Statement(DeleteSql).With("@count", doomed.Count).With("@incident", Packed.Ids(doomed, incident => incident.Id)).Execute();

    private async Task<List<OverIncident>> PageAsync(long from, Guid after, long before, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        return await db.Incidents.Where(row => row.ClosedAt != null && row.OpenedAt >= from && row.OpenedAt < before && (row.OpenedAt > from || row.Id.CompareTo(after) > 0))
            .OrderBy(row => row.OpenedAt).ThenBy(row => row.Id).Take(PageSize)
            .Select(row => new OverIncident(row.Id, row.OpenedAt, row.ClosedAt!.Value, row.ToldAt != null && row.Recovery != RecoveryState.ToTell)).ToListAsync(cancellationToken);
    }

    private readonly record struct OverIncident(Guid Id, long OpenedAt, long ClosedAt, bool IsTold);
}
