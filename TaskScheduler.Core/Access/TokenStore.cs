using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Access;

/// <summary>A token that was just made.</summary>
/// <param name="Secret">Shown this one time: it is not kept.</param>
public sealed record NewToken(ApiTokenView Token, string Secret);

/// <summary>Makes and revokes tokens, with which programs act for an account.</summary>
public sealed class TokenStore(IWriteGate gate, AccountDirectory directory, TimeProvider time)
{
    /// <summary>Stands before every secret, so that people and scanners recognize one that has leaked.</summary>
    public const string Prefix = "ts_";

    private const int NameLength = 100;
    private const int SecretBytes = 32;
    private const int HintLength = 9;

    private static readonly TimeSpan usedEvery = TimeSpan.FromMinutes(1);

    /// <param name="expiresAt">Null for never.</param>
    /// <param name="by">Who makes it; null is the program itself.</param>
    public async Task<Result<NewToken>> CreateAsync(Guid accountId, string? name, Rights rights, DateTimeOffset? expiresAt, Actor? by = null)
    {
        var faults = new List<Fault>();
        var trimmed = name?.Trim() ?? "";
        if (trimmed.Length is 0 or > NameLength || trimmed.Any(char.IsControl))
            faults.Add(new("name", $"Give the token a name of 1 to {NameLength} characters that says what uses it, such as \"nightly backup\"."));
        if (expiresAt <= time.GetUtcNow())
            faults.Add(new("expiresAt", "The token would have expired already; choose a later time, or none."));
        if (rights == Rights.None)
            faults.Add(new("scope", "Choose what the token may do."));
        if (faults.Count > 0)
            return Result<NewToken>.Invalid(faults);
        var secret = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        return new NewToken(await InsertAsync(accountId, trimmed, secret, rights, expiresAt, by), secret);
    }

    /// <summary>Lets a token that somebody else thought up act for an account, unless it does already.</summary>
    public async Task AcceptAsync(Guid accountId, string name, string secret)
    {
        if (Find(secret) is { Revoked: false } known && known.AccountId == accountId)
            return;
        await gate.WriteAsync(session => Task.FromResult(session.Statement("DELETE FROM api_tokens WHERE hash = @hash").With("@hash", HashOf(secret)).Execute()));
        await InsertAsync(accountId, name, secret, Rights.All, null, null);
    }

    public ApiTokenView? Find(string secret) => directory.FindToken(HashOf(secret));

    /// <summary>Takes note of a token's use, at most once a minute.</summary>
    public async Task UsedAsync(ApiTokenView token)
    {
        var now = time.GetUtcNow();
        if (now - token.LastUsedAt < usedEvery)
            return;
        await gate.WriteAsync(session => Task.FromResult(session.Statement("UPDATE api_tokens SET last_used_at = @now WHERE id = @id").With("@now", now).With("@id", token.Id).Execute()));
        await directory.ReadAsync();
    }

    /// <param name="by">Who revokes it; null is the program itself.</param>
    public async Task RevokeAsync(Guid tokenId, Actor? by = null)
    {
        var now = time.GetUtcNow();
        var name = directory.FindToken(tokenId)?.Name ?? "";
        await gate.WriteAsync(session =>
        {
            if (session.Statement("UPDATE api_tokens SET revoked_at = @now WHERE id = @id AND revoked_at IS NULL").With("@now", now).With("@id", tokenId).Execute() > 0)
                AuditTrail.Note(session, by ?? Actor.Program, new(AuditActions.TokenRevoked, tokenId, name), now);
            return Task.FromResult(true);
        });
        await directory.ReadAsync();
    }

    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private async Task<ApiTokenView> InsertAsync(Guid accountId, string name, string secret, Rights rights, DateTimeOffset? expiresAt, Actor? by)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        await gate.WriteAsync(session =>
        {
            session.Statement("""
            INSERT INTO api_tokens (id, account_id, name, hash, hint, rights, created_at, expires_at)
            VALUES (@id, @account, @name, @hash, @hint, @rights, @now, @expires)
            """).With("@id", id).With("@account", accountId).With("@name", name).With("@hash", HashOf(secret))
            .With("@hint", secret[..Math.Min(HintLength, secret.Length / 2)]).With("@rights", rights).With("@now", now).With("@expires", expiresAt).Execute();
            AuditTrail.Note(session, by ?? Actor.Program, new(AuditActions.TokenCreated, id, name) { Detail = new() { ["account"] = directory.NameOf(accountId), ["rights"] = rights.ToString() } }, now);
            return Task.FromResult(true);
        });
        await directory.ReadAsync();
        return Find(secret)!;
    }
}
