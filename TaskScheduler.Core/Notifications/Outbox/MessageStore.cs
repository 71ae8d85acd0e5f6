using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Notifications.Executed;
using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Core.Paging;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Core.Notifications.Outbox;

/// <summary>The outbox as people see it: administrators see all messages, everybody else those about their tasks and those to their own address.</summary>
public sealed class MessageStore(IWriteGate gate, IDbContextFactory<SchedulerDb> databases, MessageDesk desk, ICaller caller, TimeProvider time)
{
    private const string Gone = "There is no message with this id among those you may see.";
    private const string MayNot = "You may look at messages, but not send any. Ask an administrator to make you an operator, or for a token with a wider scope.";

    // A write of so many takes no time that whatever becomes due would notice.
    private const int BatchSize = 100;

    /// <summary>One page, the newest first.</summary>
    /// <param name="page">From 1.</param>
    public async Task<PageOf<MessageView>> ListAsync(MessageFilter filter, int page, int pageSize, CancellationToken cancellationToken)
    {
        var actor = caller.Actor;
        await using var db = databases.CreateDbContext();
        var found = Matching(VisibleTo(actor, db), filter);
        var rows = await found.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Skip((page - 1) * pageSize).Take(pageSize).ToListAsync(cancellationToken);
        var list = PageCursor.NameOf("messages", actor.ReachesAll ? null : actor.AccountId, filter.State, filter.Kind, filter.Search);
        return new(rows.ConvertAll(MessageView.Of), await desk.Totals.CountAsync(list, () => found.CountAsync(cancellationToken)), page, pageSize);
    }

    /// <summary>Not found when there is none, or it is somebody else's.</summary>
    public async Task<Result<MessageDetail>> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        if (await VisibleTo(caller.Actor, db).SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } row)
            return Result<MessageDetail>.NotFound(Gone);
        var content = row.Content is { } written ? JsonSerializer.Deserialize<MessageContent>(written, MessageOutbox.ContentJson) : await desk.Executed.WriteAsync(row, cancellationToken);
        return new MessageDetail(MessageView.Of(row), content);
    }

    /// <summary>Has one that was sent or failed sent again, as the same message.</summary>
    public Task<Result<MessageView>> SendAgainAsync(Guid id)
    {
        var actor = caller.Actor;
        if (!actor.May(Rights.Write))
            return Task.FromResult(Result<MessageView>.Forbidden(MayNot));
        return gate.WriteAsync(async session =>
        {
            if (await VisibleTo(actor, session.Db).AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, CancellationToken.None) is not { } row)
                return Result<MessageView>.NotFound(Gone);
            if (row.State is not (MessageState.Sent or MessageState.Failed))
                return Result<MessageView>.Conflict("id", "This message is still on its way, so there is nothing to send again.");
            SendAgain(session, actor, row);
            return MessageView.Of(await session.Db.Messages.AsNoTracking().SingleAsync(again => again.Id == id, CancellationToken.None));
        });
    }

    /// <summary>Has all that failed and match sent again, each once; a few at a time, each batch durable by itself.</summary>
    /// <returns>How many.</returns>
    public async Task<Result<int>> SendFailedAgainAsync(MessageFilter filter, CancellationToken cancellationToken)
    {
        var actor = caller.Actor;
        if (!actor.May(Rights.Write))
            return Result<int>.Forbidden(MayNot);
        var (count, batch) = (0, new Batch(BatchSize, Guid.Empty));
        while (batch.Count == BatchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            batch = await SendSomeAgainAsync(filter with { State = MessageState.Failed }, actor, batch.Last);
            count += batch.Count;
        }

        return count;
    }

    /// <summary>Puts a message in that says no more than that messages arrive.</summary>
    /// <param name="to">Null means the caller's own address; only administrators may name another.</param>
    public Task<Result<MessageView>> SendTestAsync(string? to)
    {
        var actor = caller.Actor;
        if (!actor.May(Rights.Write))
            return Task.FromResult(Result<MessageView>.Forbidden(MayNot));
        var own = desk.Directory.NameOf(actor.AccountId);
        var address = string.IsNullOrWhiteSpace(to) ? own : to.Trim();
        if (MailAddressRule.FaultOf(address) is { } fault)
            return Task.FromResult(Result<MessageView>.Invalid([new("to", fault)]));
        if (!actor.May(Rights.Administer) && !address!.Equals(own, StringComparison.OrdinalIgnoreCase))
            return Task.FromResult(Result<MessageView>.Invalid([new("to", $"You may send a test to your own address, {own}. Administrators may send one to any address.")]));
        return gate.WriteAsync(async session =>
        {
            var message = TestMessage.To(address!, actor.Name, time.GetUtcNow());
            desk.Outbox.Put(session, message);
            var row = await session.Db.Messages.AsNoTracking().SingleAsync(put => put.Key == message.Key, CancellationToken.None);
            AuditTrail.Note(session, actor, new(AuditActions.MessageTested, row.Id, message.Subject) { Detail = new() { ["to"] = address } }, time.GetUtcNow());
            return (Result<MessageView>)MessageView.Of(row);
        });
    }

    private Task<Batch> SendSomeAgainAsync(MessageFilter filter, Actor actor, Guid after) => gate.WriteAsync(async session =>
    {
        var rows = await Matching(VisibleTo(actor, session.Db), filter).AsNoTracking().Where(row => row.Id.CompareTo(after) > 0).OrderBy(row => row.Id).Take(BatchSize).ToListAsync(CancellationToken.None);
        foreach (var row in rows)
            SendAgain(session, actor, row);
        return new Batch(rows.Count, rows is [.., var last] ? last.Id : after);
    });

    private void SendAgain(WriteSession session, Actor actor, MessageRow row)
    {
        var now = time.GetUtcNow();
        session.Statement("UPDATE messages SET state = 0, attempts = 0, begun_at = NULL, next_at = @now, error = NULL, ended_at = NULL WHERE id = @id").With("@id", row.Id).With("@now", now).Execute();
        AuditTrail.Note(session, actor, new(AuditActions.MessageSentAgain, row.Id, row.Subject) { Detail = Detail(row) }, now);
        session.AfterCommit(desk.Outbox.TellOfArrival);
    }

    private static JsonObject Detail(MessageRow row) => new() { ["to"] = row.Destination, ["was"] = row.State == MessageState.Sent ? "sent" : "failed" };

    private IQueryable<MessageRow> VisibleTo(Actor actor, SchedulerDb db)
    {
        if (!actor.May(Rights.Read))
            return db.Messages.Where(row => false);
        if (actor.ReachesAll)
            return db.Messages;
        var own = desk.Directory.NameOf(actor.AccountId)?.ToLowerInvariant();
        var tasks = TaskQueries.WithinReach(db, actor);
        return db.Messages.Where(row => (row.Via == MessageVia.Mail && row.Destination.ToLower() == own) || (row.TaskId != null && tasks.Contains(row.TaskId.Value)));
    }

    private static IQueryable<MessageRow> Matching(IQueryable<MessageRow> messages, MessageFilter filter)
    {
        if (filter.State is { } state)
            messages = messages.Where(row => row.State == state);
        if (filter.Kind is { } kind)
            messages = messages.Where(row => row.Kind == kind);
        if (string.IsNullOrWhiteSpace(filter.Search))
            return messages;
        var pattern = LikePattern.Containing(filter.Search.Trim());
        return messages.Where(row => EF.Functions.Like(row.Subject, pattern, "\\") || EF.Functions.Like(row.Destination, pattern, "\\") || EF.Functions.Like(row.Error, pattern, "\\"));
    }

    private sealed record Batch(int Count, Guid Last);
}

/// <summary>What the store of messages works with besides the database.</summary>
public sealed record MessageDesk(MessageOutbox Outbox, ExecutedMessages Executed, AccountDirectory Directory, Totals Totals);
