using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Web.Api;

namespace TaskScheduler.Web.Access.Accounts;

/// <summary>
/// Creates and changes accounts. Whoever asks is checked by <see cref="AccountDesk"/> before it comes here; what holds for
/// everybody, such as that one administrator must be left, is checked here. Who did it goes into the audit trail; not said, it was the program.
/// </summary>
public sealed class AccountRegister(IServiceScopeFactory scopes, AccountDirectory directory, SessionStore sessions, TimeProvider time)
{
    private readonly SemaphoreSlim changing = new(1);

    public Task<Result<AccountView>> CreateAsync(string? email, string? password, Role role, IReadOnlyList<string> sharedTags, Actor? by = null) =>
        InTurnAsync((manager, db) => CreateAsync(manager, db, new(email, password, role, sharedTags), by));

    /// <summary>Creates the first account; a conflict when there is one, so that only one of two who try at once succeeds.</summary>
    public Task<Result<AccountView>> CreateFirstAsync(string? email, string? password) => InTurnAsync((manager, db) => directory.IsEmpty
        ? CreateAsync(manager, db, new(email, password, Role.Administrator, []), null)
        : Task.FromResult(Result<Guid>.Conflict("", "TaskScheduler has been set up already. Sign in.")));

    public Task<Result<AccountView>> ChangeAsync(Guid id, Role role, IReadOnlyList<string> sharedTags, bool disabled, Actor? by = null) => InTurnAsync(async (manager, db) =>
    {
        if (await manager.FindByIdAsync(id.ToString()) is not { } account)
            return Result<Guid>.NotFound("There is no account with this id.");
        if (account is { Role: Role.Administrator, Disabled: false } && (role != Role.Administrator || disabled) && IsLastAdministrator(id))
            return Result<Guid>.Conflict("role", "This is the last administrator who can sign in. Make somebody else an administrator first.");
        (account.Role, account.SharedTags, account.Disabled) = (role, JsonSerializer.Serialize(sharedTags), disabled);
        db.Note(by ?? Actor.Program, new(AuditActions.AccountChanged, id, account.Email!) { Detail = Rights(role, sharedTags, disabled) });
        var saved = await SaveAsync(account, manager.UpdateAsync);
        if (saved.Succeeded && disabled)
            await sessions.EndAllAsync(id, null, by);
        return saved;
    });

    /// <summary>Gives an account a password of the program's choice, unlocks it and ends its sessions; returns the password.</summary>
    public async Task<Result<string>> ResetPasswordAsync(Guid id, Actor? by = null)
    {
        var password = NewPassword();
        var changed = await SetPasswordAsync(id, password, by);
        if (!changed.Succeeded)
            return Result<string>.RefusedAs(changed);
        await sessions.EndAllAsync(id, null, by);
        return Result<string>.Of(password);
    }

    public Task<Result<AccountView>> SetPasswordAsync(Guid id, string? password, Actor? by = null) => InTurnAsync(async (manager, db) =>
    {
        if (await manager.FindByIdAsync(id.ToString()) is not { } account)
            return Result<Guid>.NotFound("There is no account with this id.");
        if (PasswordRules.FaultOf(password, account.Email) is { } weak)
            return Result<Guid>.Invalid([new("password", weak)]);
        account.PasswordHash = manager.PasswordHasher.HashPassword(account, password!);
        (account.LockoutEnd, account.AccessFailedCount) = (null, 0);
        db.Note(by ?? Actor.Program, new(AuditActions.PasswordChanged, id, account.Email!));
        return await SaveAsync(account, manager.UpdateSecurityStampAsync);
    });

    /// <summary>Takes the second factor away, for somebody who has lost it.</summary>
    public Task<Result<AccountView>> RemoveSecondFactorAsync(Guid id, Actor? by = null) => InTurnAsync(async (manager, db) =>
    {
        if (await manager.FindByIdAsync(id.ToString()) is not { } account)
            return Result<Guid>.NotFound("There is no account with this id.");
        await manager.ResetAuthenticatorKeyAsync(account);
        db.Note(by ?? Actor.Program, new(AuditActions.SecondFactorOff, id, account.Email!));
        return await SaveAsync(account, one => manager.SetTwoFactorEnabledAsync(one, false));
    });

    /// <summary>20 letters and digits that are not mistaken for each other: about 98 bits.</summary>
    public static string NewPassword() => string.Join('-', RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 20).Chunk(5).Select(part => new string(part)));

    private async Task<Result<Guid>> CreateAsync(UserManager<Account> manager, AccountsDb db, WantedAccount wanted, Actor? by)
    {
        var address = wanted.Email?.Trim() ?? "";
        var faults = new List<Fault>();
        if (MailAddressRule.FaultOf(address) is { } wrong)
            faults.Add(new("email", wrong));
        else if (await manager.FindByNameAsync(address) is not null)
            faults.Add(new("email", "There is an account with this e-mail address already."));
        if (PasswordRules.FaultOf(wanted.Password, address) is { } weak)
            faults.Add(new("password", weak));
        if (faults.Count > 0)
            return Result<Guid>.Invalid(faults);
        var made = Account.New(address, wanted.Role, wanted.SharedTags, time.GetUtcNow());
        db.Note(by ?? Actor.Program, new(AuditActions.AccountCreated, made.Id, address) { Detail = Rights(wanted.Role, wanted.SharedTags, disabled: false) });
        return await SaveAsync(made, account => manager.CreateAsync(account, wanted.Password!));
    }

    private static JsonObject Rights(Role role, IReadOnlyList<string> sharedTags, bool disabled) => new()
    {
        ["role"] = JsonFormat.NameOf(role),
        ["sharedTags"] = new JsonArray([.. sharedTags.Select(tag => JsonValue.Create(tag))]),
        ["disabled"] = disabled,
    };

    private bool IsLastAdministrator(Guid id) => !directory.Accounts.Any(other => other is { Role: Role.Administrator, Disabled: false } && other.Id != id);

    private static async Task<Result<Guid>> SaveAsync(Account account, Func<Account, Task<IdentityResult>> save)
    {
        var saved = await save(account);
        return saved.Succeeded ? account.Id : Result<Guid>.Conflict("", string.Join(' ', saved.Errors.Select(error => error.Description)));
    }

    // One after the other: what is checked, such as the last administrator, still holds when it is saved.
    private async Task<Result<AccountView>> InTurnAsync(Func<UserManager<Account>, AccountsDb, Task<Result<Guid>>> change)
    {
        await changing.WaitAsync();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var changed = await change(scope.ServiceProvider.GetRequiredService<UserManager<Account>>(), scope.ServiceProvider.GetRequiredService<AccountsDb>());
            await directory.ReadAsync();
            return changed.Succeeded ? directory.Find(changed.Value)! : Result<AccountView>.RefusedAs(changed);
        }
        finally
        {
            changing.Release();
        }
    }

    private sealed record WantedAccount(string? Email, string? Password, Role Role, IReadOnlyList<string> SharedTags);
}
