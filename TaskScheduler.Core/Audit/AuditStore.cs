using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Audit;

/// <summary>Reads the audit trail, newest first, for those who may administer.</summary>
public sealed class AuditStore(IDbContextFactory<SchedulerDb> databases, ICaller caller)
{
    private const string MayNot = "Only administrators see the audit trail. The history of one task is with the task.";

    /// <param name="before">Where to read on; null begins with the newest.</param>
    /// <param name="count">At most this many.</param>
    public async Task<Result<AuditEntries>> ListAsync(AuditFilter filter, AuditCursor? before, int count, CancellationToken cancellationToken)
    {
        if (!caller.Actor.May(Rights.Administer))
            return Result<AuditEntries>.Forbidden(MayNot);
        await using var db = databases.CreateDbContext();
        var rows = await Sorted(Matching(db.AuditEntries, filter), before).Take(count + 1).ToListAsync(cancellationToken);
        var next = rows.Count > count ? new AuditCursor(rows[count - 1].At, rows[count - 1].Id) : null;
        return new AuditEntries([.. rows.Take(count).Select(AuditEntry.Of)], next);
    }

    /// <summary>All that match, newest first, up to <paramref name="most"/>, as they are read.</summary>
    public Result<IAsyncEnumerable<AuditEntry>> Stream(AuditFilter filter, int most) => caller.Actor.May(Rights.Administer)
        ? Result<IAsyncEnumerable<AuditEntry>>.Of(ReadAsync(filter, most))
        : Result<IAsyncEnumerable<AuditEntry>>.Forbidden(MayNot);

    /// <summary>The names of all who did something, and all that was done: what can be chosen to filter by.</summary>
    public async Task<(IReadOnlyList<string> Actors, IReadOnlyList<string> Actions)> ChoicesAsync(CancellationToken cancellationToken)
    {
        if (!caller.Actor.May(Rights.Administer))
            return ([], []);
        await using var db = databases.CreateDbContext();
        return (await db.Database.SqlQueryRaw<string>(Distinct("actor_name")).ToListAsync(cancellationToken), await db.Database.SqlQueryRaw<string>(Distinct("action")).ToListAsync(cancellationToken));
    }

    // From each value to the next in the index: as many steps as there are values, not as there are entries.
    private static string Distinct(string column) => $"""
        WITH RECURSIVE found (value) AS (
            SELECT MIN({column}) FROM audit_entries
            UNION ALL SELECT (SELECT MIN({column}) FROM audit_entries WHERE {column} > value) FROM found WHERE value IS NOT NULL)
        SELECT value AS Value FROM found WHERE value IS NOT NULL
        """;

    private async IAsyncEnumerable<AuditEntry> ReadAsync(AuditFilter filter, int most)
    {
        await using var db = databases.CreateDbContext();
        await foreach (var row in Sorted(Matching(db.AuditEntries, filter), null).Take(most).AsAsyncEnumerable())
            yield return AuditEntry.Of(row);
    }

    // By time rather than by number, so that one index serves the order, the place to read on and a span of time alike. What has the same time has the order of its numbers.
    private static IQueryable<AuditEntryRow> Sorted(IQueryable<AuditEntryRow> entries, AuditCursor? before) =>
        (before is null ? entries : entries.Where(entry => entry.At <= before.At && (entry.At < before.At || entry.Id < before.Id)))
            .OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id);

    private static IQueryable<AuditEntryRow> Matching(IQueryable<AuditEntryRow> entries, AuditFilter filter)
    {
        if (filter.Actor is { Length: > 0 } actor)
            entries = entries.Where(entry => entry.ActorName == actor);
        if (filter.Action is { Length: > 0 } action)
            entries = entries.Where(entry => entry.Action == action);
        if (filter.SubjectId is { } subject)
            entries = entries.Where(entry => entry.SubjectId == subject);
        if (filter.From?.ToUnixTimeMilliseconds() is { } since)
            entries = entries.Where(entry => entry.At >= since);
        if (filter.To?.ToUnixTimeMilliseconds() is { } until)
            entries = entries.Where(entry => entry.At < until);
        if (string.IsNullOrWhiteSpace(filter.Search))
            return entries;
        var pattern = LikePattern.Containing(filter.Search.Trim());
        return entries.Where(entry => EF.Functions.Like(entry.SubjectName, pattern, "\\")
            || EF.Functions.Like(entry.ActorName, pattern, "\\")
            || EF.Functions.Like(entry.FromAddress, pattern, "\\")
            || EF.Functions.Like(entry.Detail, pattern, "\\"));
    }
}
