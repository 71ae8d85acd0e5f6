using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Persistence.Sqlite;

namespace TaskScheduler.Core.Maintenance.Retention.Chores;

/// <summary>What was written down long ago of who did what.</summary>
internal sealed class OldAuditEntries(IDbContextFactory<SchedulerDb> databases) : IRetentionChore
{
    private const int PageSize = 1_000;

    internal static readonly string DeleteSql = Packed.With(Packed.Number("entry")) + "DELETE FROM audit_entries WHERE id IN (SELECT entry FROM packed)";

    public async IAsyncEnumerable<IReadOnlyList<Doomed>> FindAsync(RetentionRules rules, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (rules.Before(RetentionKind.AuditEntries) is not { } before)
            yield break;
        var page = await PageAsync(0, 0, before, cancellationToken);
        while (page.Count > 0)
        {
            yield return [.. page.Select(entry => new Doomed(RetentionKind.AuditEntries, Guid.Empty, entry.Id))];
            page = await PageAsync(page[^1].At, page[^1].Id, before, cancellationToken);
        }
    }

    public int Delete(WriteSession session, IReadOnlyList<Doomed> doomed) =>
        session.Statement(DeleteSql).With("@count", doomed.Count).With("@entry", Packed.Numbers(doomed, entry => entry.Number)).Execute();

    private async Task<List<OldEntry>> PageAsync(long from, long after, long before, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        return await db.AuditEntries.Where(row => row.At >= from && row.At < before && (row.At > from || row.Id > after))
            .OrderBy(row => row.At).ThenBy(row => row.Id).Take(PageSize)
            .Select(row => new OldEntry(row.Id, row.At)).ToListAsync(cancellationToken);
    }

    private readonly record struct OldEntry(long Id, long At);
}
