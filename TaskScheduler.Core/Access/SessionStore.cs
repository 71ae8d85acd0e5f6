using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Access;

/// <summary>Opens and ends sessions. What has ended is refused at once, in open pages too.</summary>
public sealed class SessionStore(IWriteGate gate, AccountDirectory directory, TimeProvider time)
{
    private const int UserAgentLength = 300;

    // Written rarely: "last seen" is for a person to recognize a session, and to end it after days.
    private static readonly TimeSpan seenEvery = TimeSpan.FromMinutes(5);

    public async Task<Guid> OpenAsync(Guid accountId, string? from, string? userAgent)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var name = directory.NameOf(accountId) ?? "";
        var actor = new Actor { AccountId = accountId, Name = name, From = from };
        await gate.WriteAsync(session =>
        {
            session.Statement("""
                INSERT INTO sessions (id, account_id, created_at, last_seen_at, from_address, user_agent) VALUES (@id, @account, @now, @now, @from, @agent)
                """).With("@id", id).With("@account", accountId).With("@now", now).With("@from", from).With("@agent", Shortened(userAgent)).Execute();
            session.Statement("DELETE FROM sessions WHERE last_seen_at < @dead").With("@dead", now - AccountDirectory.SessionLife).Execute();
            AuditTrail.Note(session, actor, new(AuditActions.SessionOpened, accountId, name), now);
            return Task.FromResult(true);
        });
        await directory.ReadAsync();
        return id;
    }

    /// <summary>Takes note that a session is in use, every few minutes.</summary>
    public async Task SeenAsync(SessionView seen, string? from)
    {
        var now = time.GetUtcNow();
        if (now - seen.LastSeenAt < seenEvery && from == seen.FromAddress)
            return;
        await gate.WriteAsync(session => Task.FromResult(session.Statement("UPDATE sessions SET last_seen_at = @now, from_address = @from WHERE id = @id")
            .With("@now", now).With("@from", from).With("@id", seen.Id).Execute()));
        await directory.ReadAsync();
    }

    /// <param name="by">Who ends it; null is the program itself.</param>
    public async Task EndAsync(Guid sessionId, Actor? by = null)
    {
        if (directory.FindSession(sessionId) is not { } ended)
            return;
        await gate.WriteAsync(session =>
        {
            session.Statement("DELETE FROM sessions WHERE id = @id").With("@id", sessionId).Execute();
            Note(session, ended.AccountId, by);
            return Task.FromResult(true);
        });
        await directory.ReadAsync();
    }

    /// <summary>Ends all sessions of an account, except for the one given.</summary>
    /// <param name="by">Who ends them; null is the program itself.</param>
    public async Task EndAllAsync(Guid accountId, Guid? except = null, Actor? by = null)
    {
        await gate.WriteAsync(session =>
        {
            if (session.Statement("DELETE FROM sessions WHERE account_id = @account AND id IS NOT @except").With("@account", accountId).With("@except", except).Execute() > 0)
                Note(session, accountId, by);
            return Task.FromResult(true);
        });
        await directory.ReadAsync();
    }

    private void Note(WriteSession session, Guid accountId, Actor? by) =>
        AuditTrail.Note(session, by ?? Actor.Program, new(AuditActions.SessionEnded, accountId, directory.NameOf(accountId) ?? ""), time.GetUtcNow());

    private static string? Shortened(string? text) => text?.Length > UserAgentLength ? text[..UserAgentLength] : text;
}
