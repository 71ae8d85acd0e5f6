using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications.People;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Notifications.Bell;

/// <summary>The messages in one's own bell.</summary>
public sealed class BellStore(IWriteGate gate, IDbContextFactory<SchedulerDb> databases, BellPost post, ICaller caller, TimeProvider time)
{
    private static readonly BellGlance nothing = new(0, []);

    /// <param name="count">How many of the newest are shown.</param>
    public async Task<BellGlance> GlanceAsync(int count, CancellationToken cancellationToken)
    {
        if (caller.Actor.AccountId is not { } account)
            return nothing;
        await using var db = databases.CreateDbContext();
        var unread = await Of(db, account).CountAsync(row => row.ReadAt == null, cancellationToken);
        var newest = await Of(db, account).OrderByDescending(row => row.Id).Take(count).ToListAsync(cancellationToken);
        return new(unread, newest.ConvertAll(BellMessage.Of));
    }

    /// <summary>A page of them, the newest first.</summary>
    public async Task<Result<PageOf<BellMessage>>> ListAsync(int page, int pageSize, CancellationToken cancellationToken)
    {
        if (caller.Actor.AccountId is not { } account)
            return Result<PageOf<BellMessage>>.NotFound(NotifySettingsStore.NoAccount);
        await using var db = databases.CreateDbContext();
        var total = await Of(db, account).CountAsync(cancellationToken);
        var before = (int)Math.Min((page - 1L) * pageSize, BellPost.Kept);
        var rows = await Of(db, account).OrderByDescending(row => row.Id).Skip(before).Take(pageSize).ToListAsync(cancellationToken);
        return new PageOf<BellMessage>(rows.ConvertAll(BellMessage.Of), total, page, pageSize);
    }

    /// <summary>Marks messages as read; those that are not one's own stay as they are.</summary>
    /// <param name="ids">Null for all.</param>
    /// <returns>How many were unread until now.</returns>
    public async Task<Result<int>> MarkReadAsync(IReadOnlyCollection<Guid>? ids)
    {
        var actor = caller.Actor;
        if (actor.AccountId is not { } account)
            return Result<int>.NotFound(NotifySettingsStore.NoAccount);
        if (!NotifySettingsStore.MayChange(actor))
            return Result<int>.Forbidden(NotifySettingsStore.MayNot);
        return await gate.WriteAsync(session =>
        {
            var now = time.GetUtcNow();
            var marked = ids is null
                ? session.Statement("UPDATE bell_messages SET read_at = @now WHERE account_id = @account AND read_at IS NULL").With("@now", now).With("@account", account).Execute()
                : ids.Sum(id => session.Statement("UPDATE bell_messages SET read_at = @now WHERE id = @id AND account_id = @account AND read_at IS NULL")
                    .With("@now", now).With("@id", id).With("@account", account).Execute());
            if (marked > 0)
                post.Changed(session, account);
            return Task.FromResult(marked);
        });
    }

    /// <summary>Has something called whenever one's own messages are others, on any thread, until the result is disposed; null when there is no account to have any.</summary>
    public IDisposable? Listen(Action changed) => caller.Actor.AccountId is { } account ? post.Listen(account, changed) : null;

    private static IQueryable<BellRow> Of(SchedulerDb db, Guid account) => db.BellMessages.AsNoTracking().Where(row => row.AccountId == account);
}
