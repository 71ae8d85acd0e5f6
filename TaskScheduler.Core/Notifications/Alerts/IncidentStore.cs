using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Paging;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Notifications.Alerts;

/// <summary>An incident as people see it.</summary>
/// <param name="Title">Of the task when it began.</param>
/// <param name="Detail">What was found last.</param>
/// <param name="Count">How often it was found.</param>
/// <param name="ToldAt">When people were told first; null as long as they are to be.</param>
/// <param name="ClosedAt">Null while it is open.</param>
public sealed record Incident(
    Guid Id, Guid RuleId, AlertKind Kind, Guid TaskId, string Title, Guid? RunId, string Detail, int Count,
    DateTimeOffset OpenedAt, DateTimeOffset LastAt, DateTimeOffset? ToldAt, DateTimeOffset? ClosedAt, Guid? ClosingRunId);

/// <summary>Reads what rules have found. Whoever may see tasks may see it.</summary>
public sealed class IncidentStore(IDbContextFactory<SchedulerDb> databases, Totals totals)
{
    /// <summary>Newest first; those that are open before all others.</summary>
    /// <param name="open">True for those that are open, false for those that are over; null for both.</param>
    public async Task<PageOf<Incident>> ListAsync(bool? open, int page, int pageSize, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        var (going, over) = (db.Incidents.AsNoTracking().Where(row => row.ClosedAt == null), db.Incidents.AsNoTracking().Where(row => row.ClosedAt != null));
        var (goingCount, overCount) = (open == false ? 0 : await going.CountAsync(cancellationToken), open == true ? 0 : await totals.CountAsync("incidents that are over", () => over.CountAsync(cancellationToken)));
        var skipped = (page - 1) * pageSize;
        List<IncidentRow> rows = skipped < goingCount ? await PartAsync(going, skipped, pageSize, cancellationToken) : [];

        // Those that are over are read in the order of their index; both in one query would be sorted whole.
        if (rows.Count < pageSize && open != true)
            rows.AddRange(await PartAsync(over, Math.Max(0, skipped - goingCount), pageSize - rows.Count, cancellationToken));
        return new(rows.ConvertAll(View), goingCount + overCount, page, pageSize);
    }

    private static Task<List<IncidentRow>> PartAsync(IQueryable<IncidentRow> rows, int skipped, int count, CancellationToken cancellationToken) =>
        rows.OrderByDescending(row => row.OpenedAt).ThenByDescending(row => row.Id).Skip(skipped).Take(count).ToListAsync(cancellationToken);

    private static Incident View(IncidentRow row) => new(
        row.Id, row.RuleId, row.Kind, row.TaskId, row.Title, row.RunId, row.LastDetail, row.Count, Instant(row.OpenedAt)!.Value, Instant(row.LastAt)!.Value, Instant(row.ToldAt), Instant(row.ClosedAt), row.ClosingRunId);

    private static DateTimeOffset? Instant(long? milliseconds) => milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
}
