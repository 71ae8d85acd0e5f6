using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Persistence.Sqlite;

namespace TaskScheduler.Core.Maintenance.Retention.Chores;

/// <summary>Messages that were sent or given up long ago. Those that wait stay, however old.</summary>
internal sealed class OldMessages(IDbContextFactory<SchedulerDb> databases) : IRetentionChore
{
    private const int PageSize = 1_000;

    // Somebody may have had one sent again since it was found.
    internal static readonly string DeleteSql = Packed.With(Packed.Id("message")) + "DELETE FROM messages WHERE id IN (SELECT message FROM packed) AND state >= 2";

    public async IAsyncEnumerable<IReadOnlyList<Doomed>> FindAsync(RetentionRules rules, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (rules.Before(RetentionKind.Messages) is not { } before)
            yield break;
        foreach (var state in (MessageState[])[MessageState.Sent, MessageState.Failed])
        {
            var page = await PageAsync(state, 0, Guid.Empty, before, cancellationToken);
            while (page.Count > 0)
            {
                yield return [.. page.Where(message => message.EndedAt < before).Select(message => new Doomed(RetentionKind.Messages, message.Id, message.CreatedAt))];
                page = await PageAsync(state, page[^1].CreatedAt, page[^1].Id, before, cancellationToken);
            }
        }
    }

    public int Delete(WriteSession session, IReadOnlyList<Doomed> doomed) =>
        session.Statement(DeleteSql).With("@count", doomed.Count).With("@message", Packed.Ids(doomed, message => message.Id)).Execute();

    private async Task<List<LeftMessage>> PageAsync(MessageState state, long from, Guid after, long before, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        return await db.Messages.Where(row => row.State == state && row.CreatedAt >= from && row.CreatedAt < before && (row.CreatedAt > from || row.Id.CompareTo(after) > 0))
            .OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).Take(PageSize)
            .Select(row => new LeftMessage(row.Id, row.CreatedAt, row.EndedAt)).ToListAsync(cancellationToken);
    }

    private readonly record struct LeftMessage(Guid Id, long CreatedAt, long? EndedAt);
}
