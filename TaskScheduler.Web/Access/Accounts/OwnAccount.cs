using System.Globalization;
using Microsoft.AspNetCore.Identity;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;

namespace TaskScheduler.Web.Access.Accounts;

/// <summary>What is scanned, or typed, into an authenticator app.</summary>
/// <param name="Key">Base32, in groups of four.</param>
/// <param name="Address">The same as <c>otpauth://</c>, the form that apps read from a QR code.</param>
public sealed record SecondFactorKey(string Key, string Address);

/// <summary>What people do with their own account.</summary>
public sealed class OwnAccount(Visitor visitor, AccountRegister register, AccountDirectory directory, SessionStore sessions, TokenStore tokens, IServiceScopeFactory scopes)
{
    private const int RecoveryCodes = 10;
    private const string SignInFirst = "Sign in with a browser to do this: a token can't change its own account.";
    private const string WrongPassword = "This is not your current password.";

    public AccountView? View => visitor.Actor.AccountId is { } id ? directory.Find(id) : null;

    public Guid? SessionId => visitor.SessionId;

    public IReadOnlyList<SessionView> Sessions => [.. directory.Sessions.Where(session => session.AccountId == visitor.Actor.AccountId).OrderByDescending(session => session.LastSeenAt)];

    public IReadOnlyList<ApiTokenView> Tokens =>
        [.. directory.Tokens.Where(token => token.AccountId == visitor.Actor.AccountId && !token.Revoked).OrderByDescending(token => token.CreatedAt)];

    /// <summary>Changes the password and ends the sessions in other browsers.</summary>
    public async Task<Result<AccountView>> ChangePasswordAsync(string? current, string? wanted)
    {
        if (await CheckAsync(current) is { } refused)
            return refused;
        var changed = await register.SetPasswordAsync(visitor.Actor.AccountId!.Value, wanted, visitor.Actor);
        if (changed.Succeeded)
            await sessions.EndAllAsync(changed.Value.Id, visitor.SessionId);
        return changed;
    }

    /// <summary>Makes a new key; nothing asks for it until <see cref="ConfirmSecondFactorAsync"/> has seen that the app has it.</summary>
    public Task<SecondFactorKey> NewSecondFactorAsync() => WithAccountAsync(async (manager, account, _) =>
    {
        await manager.ResetAuthenticatorKeyAsync(account);
        var key = (await manager.GetAuthenticatorKeyAsync(account))!;
        var label = Uri.EscapeDataString($"TaskScheduler:{account.Email}");
        return new SecondFactorKey(
            string.Join(' ', key.Chunk(4).Select(part => new string(part))),
            string.Create(CultureInfo.InvariantCulture, $"otpauth://totp/{label}?secret={key}&issuer=TaskScheduler&digits=6"));
    });

    /// <summary>Turns the second factor on once the app shows the right digits; returns the recovery codes, which are shown this one time.</summary>
    public async Task<Result<IReadOnlyList<string>>> ConfirmSecondFactorAsync(string? code)
    {
        var codes = await WithAccountAsync(async (manager, account, db) =>
        {
            var digits = new string([.. (code ?? "").Where(char.IsAsciiDigit)]);
            if (!await manager.VerifyTwoFactorTokenAsync(account, manager.Options.Tokens.AuthenticatorTokenProvider, digits))
                return null;
            db.Note(visitor.Actor, new(AuditActions.SecondFactorOn, account.Id, account.Email!));
            await manager.SetTwoFactorEnabledAsync(account, true);
            return await manager.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes);
        });
        await directory.ReadAsync();
        return codes is null
            ? Result<IReadOnlyList<string>>.Invalid([new("code", "These are not the digits that the app shows now. Check that the clock of your phone is right, and try the next ones.")])
            : Result<IReadOnlyList<string>>.Of([.. codes]);
    }

    public async Task<Result<AccountView>> RemoveSecondFactorAsync(string? password) =>
        await CheckAsync(password) ?? await register.RemoveSecondFactorAsync(visitor.Actor.AccountId!.Value, visitor.Actor);

    /// <summary>Ends one's own session in some browser; an administrator ends anybody's.</summary>
    public async Task<Result<bool>> EndSessionAsync(Guid id)
    {
        if (directory.FindSession(id) is not { } session || !IsWithinReach(session.AccountId))
            return Result<bool>.NotFound("There is no session with this id (any more).");
        await sessions.EndAsync(id, visitor.Actor);
        return true;
    }

    public async Task EndOtherSessionsAsync()
    {
        if (visitor.Actor.AccountId is { } account)
            await sessions.EndAllAsync(account, visitor.SessionId, visitor.Actor);
    }

    /// <summary>A token can't do more than the one who makes it.</summary>
    public async Task<Result<NewToken>> CreateTokenAsync(string? name, Rights rights, DateTimeOffset? expiresAt)
    {
        var actor = visitor.Actor;
        if (actor.AccountId is not { } account)
            return Result<NewToken>.Forbidden(SignInFirst);
        return actor.May(rights)
            ? await tokens.CreateAsync(account, name, rights, expiresAt, actor)
            : Result<NewToken>.Invalid([new("scope", "Your own account may not do all of this, so a token of it can't either.")]);
    }

    public async Task<Result<bool>> RevokeTokenAsync(Guid id)
    {
        if (directory.FindToken(id) is not { } token || !IsWithinReach(token.AccountId))
            return Result<bool>.NotFound("There is no token with this id.");
        await tokens.RevokeAsync(id, visitor.Actor);
        return true;
    }

    private bool IsWithinReach(Guid accountId) => accountId == visitor.Actor.AccountId || visitor.Actor.May(Rights.Administer);

    private async Task<Result<AccountView>?> CheckAsync(string? password)
    {
        if (visitor.SessionId is null || visitor.Actor.AccountId is null)
            return Result<AccountView>.Forbidden(SignInFirst);
        return await WithAccountAsync((manager, account, _) => manager.CheckPasswordAsync(account, password ?? ""))
            ? null
            : Result<AccountView>.Invalid([new("current", WrongPassword)]);
    }

    // A page lives long and Identity's objects are made for one request, so each question has its own.
    private async Task<T> WithAccountAsync<T>(Func<UserManager<Account>, Account, AccountsDb, Task<T>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        var manager = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = await manager.FindByIdAsync(visitor.Actor.AccountId.ToString() ?? "") ?? throw new InvalidOperationException("The account is gone.");
        return await act(manager, account, scope.ServiceProvider.GetRequiredService<AccountsDb>());
    }
}
