using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Access;

/// <summary>An account as others see it.</summary>
/// <param name="LockedUntil">After too many wrong passwords; null when it is not locked.</param>
public sealed record AccountView(
    Guid Id, string Email, Role Role, IReadOnlyList<string> SharedTags, bool Disabled, bool TwoFactor, DateTimeOffset? LockedUntil, DateTimeOffset CreatedAt);

/// <summary>A signed-in browser as its owner sees it.</summary>
public sealed record SessionView(Guid Id, Guid AccountId, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, string? FromAddress, string? UserAgent);

/// <summary>A token as its owner sees it.</summary>
/// <param name="Hint">The first characters of the secret.</param>
public sealed record ApiTokenView(
    Guid Id, Guid AccountId, string Name, string Hint, Rights Rights, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt, bool Revoked);

/// <summary>
/// Accounts, sessions and tokens in memory, because every request asks for them. The tables are the truth: whoever changes
/// them has them read again before the change is acknowledged, so what was taken away is gone at once.
/// </summary>
public sealed class AccountDirectory(IDbContextFactory<SchedulerDb> databases, TimeProvider time)
{
    /// <summary>A session ends by itself when it was not used for this long.</summary>
    public static readonly TimeSpan SessionLife = TimeSpan.FromDays(14);

    private readonly SemaphoreSlim reading = new(1);
    private readonly ChangeSignal changes = new();
    private volatile Snapshot now = new([], [], []);

    /// <summary>Nobody has set the program up yet.</summary>
    public bool IsEmpty => now.Accounts.Count == 0;

    public IReadOnlyCollection<AccountView> Accounts => now.Accounts.Values;

    public IReadOnlyCollection<SessionView> Sessions => now.Sessions.Values;

    public IReadOnlyCollection<ApiTokenView> Tokens => now.Tokens.Values.Select(pair => pair.View).ToArray();

    public AccountView? Find(Guid accountId) => now.Accounts.GetValueOrDefault(accountId);

    public SessionView? FindSession(Guid sessionId) => now.Sessions.GetValueOrDefault(sessionId);

    public ApiTokenView? FindToken(Guid tokenId) => now.ByToken.GetValueOrDefault(tokenId);

    public string? NameOf(Guid? accountId) => accountId is { } id ? Find(id)?.Email : null;

    /// <summary>The one a session belongs to; null when it has ended, or its account may not sign in any more.</summary>
    public Actor? OfSession(Guid sessionId) =>
        FindSession(sessionId) is { } session && session.LastSeenAt + SessionLife > time.GetUtcNow() && Find(session.AccountId) is { Disabled: false } account
            ? ActorOf(account, account.Email, Rights.All) with { From = session.FromAddress }
            : null;

    /// <summary>The one a token acts for; null when it is revoked or expired, or its account may not sign in any more.</summary>
    public Actor? OfToken(Guid tokenId) =>
        FindToken(tokenId) is { Revoked: false } token
        && (token.ExpiresAt is null || token.ExpiresAt > time.GetUtcNow())
        && Find(token.AccountId) is { Disabled: false } account
            ? ActorOf(account, $"{account.Email} ({token.Name})", token.Rights)
            : null;

    public ApiTokenView? FindToken(byte[] hash) => now.Tokens.TryGetValue(Convert.ToHexString(hash), out var token) ? token.View : null;

    /// <summary>Reads all of it again; returns when everybody sees the present state.</summary>
    public async Task ReadAsync()
    {
        await reading.WaitAsync();
        try
        {
            await using var db = databases.CreateDbContext();
            now = new(
                await db.Accounts.Select(row => View(row)).ToListAsync(),
                await db.Sessions.Select(row => View(row)).ToListAsync(),
                await db.ApiTokens.Select(row => new HashedToken(Convert.ToHexString(row.Hash), View(row))).ToListAsync());
        }
        finally
        {
            reading.Release();
        }

        changes.Tell();
    }

    /// <summary>From now on <paramref name="changed"/> is called after each change, on any thread: somebody's rights may be others then.</summary>
    public IDisposable Listen(Action changed) => changes.Listen(changed);

    private static Actor ActorOf(AccountView account, string name, Rights limit) => new()
    {
        AccountId = account.Id,
        Name = name,
        Role = account.Role,
        Rights = Actor.RightsOf(account.Role) & limit,
        SharedTags = account.SharedTags,
    };

    private static AccountView View(AccountRow row) => new(
        row.Id, row.Email, row.Role, JsonSerializer.Deserialize<string[]>(row.SharedTags)!, row.Disabled, row.TwoFactorEnabled, Instant(row.LockoutEnd), Instant(row.CreatedAt)!.Value);

    private static SessionView View(SessionRow row) => new(row.Id, row.AccountId, Instant(row.CreatedAt)!.Value, Instant(row.LastSeenAt)!.Value, row.FromAddress, row.UserAgent);

    private static ApiTokenView View(ApiTokenRow row) => new(
        row.Id, row.AccountId, row.Name, row.Hint, row.Rights, Instant(row.CreatedAt)!.Value, Instant(row.ExpiresAt), Instant(row.LastUsedAt), row.RevokedAt is not null);

    private static DateTimeOffset? Instant(long? milliseconds) => milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;

    private sealed record HashedToken(string Hash, ApiTokenView View);

    private sealed class Snapshot(IEnumerable<AccountView> accounts, IEnumerable<SessionView> sessions, IReadOnlyCollection<HashedToken> tokens)
    {
        public FrozenDictionary<Guid, AccountView> Accounts { get; } = accounts.ToFrozenDictionary(account => account.Id);

        public FrozenDictionary<Guid, SessionView> Sessions { get; } = sessions.ToFrozenDictionary(session => session.Id);

        public FrozenDictionary<string, HashedToken> Tokens { get; } = tokens.ToFrozenDictionary(token => token.Hash, StringComparer.Ordinal);

        public FrozenDictionary<Guid, ApiTokenView> ByToken { get; } = tokens.ToFrozenDictionary(token => token.View.Id, token => token.View);
    }
}
