using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Hooks;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Notifications.Feeds;

/// <summary>Makes and revokes the secret addresses of calendars, and reads the calendars behind them.</summary>
public sealed class CalendarFeeds(IWriteGate gate, IDbContextFactory<SchedulerDb> databases, AccountDirectory directory, FeedEntries entries, ICaller caller, TimeProvider time)
{
    /// <summary>Most addresses of one account.</summary>
    public const int MostOfAccount = 20;

    /// <summary>Longest tag, in UTF-16 units.</summary>
    private const int LongestTag = 100;

    private const string SignInFirst = "Only an account has calendars, and no account acts here.";

    // Whether it is used at all is the question; a write for each look of each program would be wasted.
    private static readonly TimeSpan usedAgain = TimeSpan.FromHours(1);

    /// <summary>Those of the caller's account, newest first.</summary>
    public async Task<IReadOnlyList<CalendarFeed>> ListAsync(CancellationToken cancellationToken)
    {
        if (caller.Actor is not { AccountId: { } account })
            return [];
        await using var db = databases.CreateDbContext();
        var rows = await db.CalendarFeeds.Where(row => row.AccountId == account).OrderByDescending(row => row.CreatedAt).ToListAsync(cancellationToken);
        return rows.ConvertAll(View);
    }

    /// <summary>Makes an address for the caller's account.</summary>
    public Task<Result<NewCalendarFeed>> CreateAsync(CalendarScope scope, string? tag)
    {
        var actor = caller.Actor;
        if (FaultOf(actor, scope, tag) is { } refused)
            return Task.FromResult(refused);
        return gate.WriteAsync(async session =>
        {
            var (account, now) = (actor.AccountId!.Value, time.GetUtcNow());
            if (await session.Db.CalendarFeeds.CountAsync(row => row.AccountId == account, CancellationToken.None) >= MostOfAccount)
                return Result<NewCalendarFeed>.Conflict("", $"You have {MostOfAccount} calendar addresses already. Revoke one that you do not use.");
            var made = new NewCalendarFeed(new(Guid.CreateVersion7(now), scope, scope == CalendarScope.Tag ? tag!.Trim() : null, now, null), HookSecret.New());
            session.Statement("INSERT INTO calendar_feeds (id, hash, account_id, scope, tag, created_at) VALUES (@id, @hash, @account, @scope, @tag, @now)")
                .With("@id", made.Feed.Id).With("@hash", HookSecret.HashOf(made.Secret)!).With("@account", account).With("@scope", scope).With("@tag", made.Feed.Tag).With("@now", now)
                .Execute();
            AuditTrail.Note(session, actor, new(AuditActions.CalendarMade, made.Feed.Id, made.Feed.Name), now);
            return made;
        });
    }

    /// <summary>Takes an address of the caller's account away: from now on nothing is at it.</summary>
    public Task<Result<bool>> RevokeAsync(Guid id)
    {
        var actor = caller.Actor;
        return gate.WriteAsync(async session =>
        {
            var row = await session.Db.CalendarFeeds.AsNoTracking().SingleOrDefaultAsync(feed => feed.Id == id, CancellationToken.None);
            if (row is null || row.AccountId != actor.AccountId)
                return Result<bool>.NotFound("You have no calendar address with this id (any more).");
            session.Statement("DELETE FROM calendar_feeds WHERE id = @id").With("@id", id).Execute();
            AuditTrail.Note(session, actor, new(AuditActions.CalendarRemoved, id, View(row).Name), time.GetUtcNow());
            return Result<bool>.Of(true);
        });
    }

    /// <summary>The calendar of whoever has the secret, with what its account may see at this moment; null for an unknown one, or one of an account that may not sign in.</summary>
    public async Task<CalendarContent?> ReadAsync(string secret, CancellationToken cancellationToken)
    {
        if (HookSecret.HashOf(secret) is not { } hash)
            return null;
        await using var db = databases.CreateDbContext();
        if (await db.CalendarFeeds.SingleOrDefaultAsync(row => row.Hash == hash, cancellationToken) is not { } feed || directory.Find(feed.AccountId) is not { Disabled: false } account)
            return null;
        var text = await entries.ReadAsync(View(feed), ActorOf(feed, account), cancellationToken);
        await NoteUseAsync(feed);
        return new(text, Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }

    private async Task NoteUseAsync(CalendarFeedRow feed)
    {
        var now = time.GetUtcNow();
        if (feed.LastUsedAt is not { } used || now - Instant(used) >= usedAgain)
            await gate.WriteAsync(session => Task.FromResult(session.Statement("UPDATE calendar_feeds SET last_used_at = @now WHERE id = @id").With("@now", now).With("@id", feed.Id).Execute()));
    }

    private static Result<NewCalendarFeed>? FaultOf(Actor actor, CalendarScope scope, string? tag)
    {
        if (actor.AccountId is null)
            return Result<NewCalendarFeed>.Forbidden(SignInFirst);
        if (scope == CalendarScope.All && !actor.ReachesAll)
            return Result<NewCalendarFeed>.Forbidden("Only administrators have a calendar of all tasks. Make one of your own tasks, or of a tag.");
        return scope == CalendarScope.Tag && (string.IsNullOrWhiteSpace(tag) || tag.Trim().Length > LongestTag)
            ? Result<NewCalendarFeed>.Invalid([new("tag", $"Say which tag, with up to {LongestTag} characters.")])
            : null;
    }

    // Reaches all only where that was asked for, and only as long as the account may.
    private static Actor ActorOf(CalendarFeedRow feed, AccountView account) => new()
    {
        AccountId = account.Id,
        Name = account.Email,
        Role = feed.Scope == CalendarScope.All ? account.Role : Role.Viewer,
        Rights = Rights.Read,
        SharedTags = account.SharedTags,
    };

    private static CalendarFeed View(CalendarFeedRow row) => new(row.Id, row.Scope, row.Tag, Instant(row.CreatedAt), row.LastUsedAt is { } used ? Instant(used) : null);

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
