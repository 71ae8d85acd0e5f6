using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Notifications.Channels.Formats;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Notifications.People;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Repeats;
using TaskScheduler.Core.Secrets;

namespace TaskScheduler.Core.Notifications.Channels;

/// <summary>Channels by which rules tell: administrators make them, everybody who writes tasks uses them; their addresses are never shown again.</summary>
public sealed class ChannelStore(RequestGate gate, IDbContextFactory<SchedulerDb> databases, ISecretCipher cipher, MessageOutbox outbox, ICaller caller, TimeProvider time)
{
    private const string NotForYou = "Channels are seen by those who write tasks. Ask an administrator to make you an operator.";
    private const string AdministratorsOnly = "Only administrators make, change, delete and test channels.";
    private const string Gone = "There is no channel with this id (any more).";

    /// <summary>All of them, by name.</summary>
    public async Task<Result<IReadOnlyList<ChannelView>>> ListAsync(CancellationToken cancellationToken)
    {
        if (!caller.Actor.May(Rights.Write))
            return Result<IReadOnlyList<ChannelView>>.Forbidden(NotForYou);
        await using var db = databases.CreateDbContext();
        var used = await UsesAsync(db, cancellationToken);
        var rows = await db.Channels.AsNoTracking().OrderBy(row => row.Name).ToListAsync(cancellationToken);
        return Result<IReadOnlyList<ChannelView>>.Of(rows.ConvertAll(row => View(row, used.Count(id => id == row.Id))));
    }

    public Task<Result<ChannelView>> CreateAsync(ChannelDraft draft) => AdministerAsync(async (session, actor) =>
    {
        var faults = new List<Fault>();
        var (name, kind) = ChannelRules.Check(draft, isNew: true, faults);
        if (faults.Count > 0)
            return Result<ChannelView>.Invalid(faults);
        if (await session.Db.Channels.AnyAsync(row => row.Name == name))
            return Result<ChannelView>.Invalid([new("name", $"There is a channel '{name}' already; choose another name.")]);
        var now = time.GetUtcNow();
        var channel = new ChannelRow { Id = Guid.CreateVersion7(now), Name = name, Kind = kind, Host = "", Address = "", OwnerId = actor.AccountId, CreatedAt = now.ToUnixTimeMilliseconds() };
        Put(channel, draft, now);
        Write(session, channel);
        Note(session, actor, AuditActions.ChannelCreated, channel, new() { ["kind"] = ChannelRules.Word(kind), ["host"] = channel.Host });
        return View(channel, 0);
    });

    /// <summary>Gives it another name, another address or another signing secret; what is absent of the last two stays.</summary>
    public Task<Result<ChannelView>> ReplaceAsync(Guid id, ChannelDraft draft) => ChangeAsync(id, async (session, actor, channel) =>
    {
        var faults = new List<Fault>();
        var (name, kind) = ChannelRules.Check(draft, isNew: false, faults);
        if (faults.Count == 0 && kind != channel.Kind && string.IsNullOrWhiteSpace(draft.Address))
            faults.Add(new("address", "A channel of another kind needs an address of that kind; write it."));
        if (faults.Count == 0 && await session.Db.Channels.AnyAsync(row => row.Name == name && row.Id != id))
            faults.Add(new("name", $"There is a channel '{name}' already; choose another name."));
        if (faults.Count > 0)
            return Result<ChannelView>.Invalid(faults);
        var (before, host) = (channel.Name, channel.Host);
        (channel.Name, channel.Kind) = (name, kind);
        Put(channel, draft, time.GetUtcNow());
        Write(session, channel);
        var changes = new JsonArray();
        if (before != name)
            changes.Add(new JsonObject { ["field"] = "name", ["before"] = before, ["after"] = name });
        if (!string.IsNullOrWhiteSpace(draft.Address))
            changes.Add(new JsonObject { ["field"] = "host", ["before"] = host, ["after"] = channel.Host });
        Note(session, actor, AuditActions.ChannelChanged, channel, new() { ["changes"] = changes });
        return View(channel, (await UsesAsync(session.Db, CancellationToken.None)).Count(used => used == id));
    });

    /// <summary>Rules that tell by it tell nobody by it from then on.</summary>
    public Task<Result<bool>> DeleteAsync(Guid id) => ChangeAsync<bool>(id, (session, actor, channel) =>
    {
        session.Statement("DELETE FROM channels WHERE id = @id").With("@id", id).Execute();
        Note(session, actor, AuditActions.ChannelDeleted, channel, null);
        return Task.FromResult<Result<bool>>(true);
    });

    /// <summary>Puts a message into the outbox that says that the channel works.</summary>
    /// <returns>The key of the message.</returns>
    public Task<Result<string>> TestAsync(Guid id) => ChangeAsync(id, (session, actor, channel) =>
    {
        var now = time.GetUtcNow();
        var notice = new ChannelNotice("test", $"Test of the channel “{channel.Name}”", $"{actor.Name} has sent this test. What you read arrived by TaskScheduler.", TellingLevel.Note, now);
        var key = $"channel-test:{Guid.CreateVersion7(now):N}";
        outbox.Put(session, new(key, MessageKind.Test, channel.Kind, channel.Name, notice.Subject)
        {
            ChannelId = id,
            Content = new(notice.Text) { Json = ChannelFormat.Of(channel.Kind, notice) },
        });
        Note(session, actor, AuditActions.ChannelTested, channel, null);
        return Task.FromResult<Result<string>>(key);
    });

    private static async Task<List<Guid>> UsesAsync(SchedulerDb db, CancellationToken cancellationToken) =>
        [.. (await db.AlertRules.AsNoTracking().ToListAsync(cancellationToken)).SelectMany(rule => rule.ToRule().Told.Channels)];

    private static ChannelView View(ChannelRow row, int rules) =>
        new(row.Id, row.Name, row.Kind, row.Host, row.SigningSecret is not null, rules, DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt), DateTimeOffset.FromUnixTimeMilliseconds(row.ChangedAt));

    private static void Write(WriteSession session, ChannelRow row) => session.Statement("""
        INSERT INTO channels (id, name, kind, host, address, signing_secret, owner_id, created_at, changed_at) VALUES (@id, @name, @kind, @host, @address, @secret, @owner, @created, @changed)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, host = excluded.host, address = excluded.address, signing_secret = excluded.signing_secret, changed_at = excluded.changed_at
        """)
        .With("@id", row.Id).With("@name", row.Name).With("@kind", (long)row.Kind).With("@host", row.Host).With("@address", row.Address).With("@secret", row.SigningSecret)
        .With("@owner", row.OwnerId).With("@created", row.CreatedAt).With("@changed", row.ChangedAt).Execute();

    private void Put(ChannelRow channel, ChannelDraft draft, DateTimeOffset now)
    {
        if (!string.IsNullOrWhiteSpace(draft.Address))
        {
            channel.Host = ChannelRules.HostOf(draft.Address)!;
            channel.Address = cipher.Encrypt(ChannelSecrets.AddressOf(channel.Id), draft.Address.Trim());
        }

        if (draft.SigningSecret is { } secret)
            channel.SigningSecret = secret.Length == 0 ? null : cipher.Encrypt(ChannelSecrets.SigningOf(channel.Id), secret);
        if (channel.Kind != MessageVia.Webhook)
            channel.SigningSecret = null;
        channel.ChangedAt = now.ToUnixTimeMilliseconds();
    }

    private void Note(WriteSession session, Actor actor, string action, ChannelRow channel, JsonObject? detail) =>
        AuditTrail.Note(session, actor, new(action, channel.Id, channel.Name) { Detail = detail }, time.GetUtcNow());

    private Task<Result<T>> ChangeAsync<T>(Guid id, Func<WriteSession, Actor, ChannelRow, Task<Result<T>>> change) => AdministerAsync(async (session, actor) =>
        await session.Db.Channels.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id) is { } channel ? await change(session, actor, channel) : Result<T>.NotFound(Gone));

    private Task<Result<T>> AdministerAsync<T>(Func<WriteSession, Actor, Task<Result<T>>> change)
    {
        var actor = caller.Actor;
        return actor.May(Rights.Administer) ? gate.WriteAsync(session => change(session, actor)) : Task.FromResult(Result<T>.Forbidden(AdministratorsOnly));
    }
}
