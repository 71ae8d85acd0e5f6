using TaskScheduler.Core;
using TaskScheduler.Core.Access;

namespace TaskScheduler.Web.Access.Accounts;

/// <summary>What administrators do with the accounts of others. Pages and REST both come through here.</summary>
public sealed class AccountDesk(ICaller caller, AccountRegister register, AccountDirectory directory, SessionStore sessions)
{
    private const string AdministratorsOnly = "Only administrators may see and change accounts.";

    public Result<IReadOnlyList<AccountView>> List() => May()
        ? Result<IReadOnlyList<AccountView>>.Of([.. directory.Accounts.OrderBy(account => account.Email, StringComparer.OrdinalIgnoreCase)])
        : Result<IReadOnlyList<AccountView>>.Forbidden(AdministratorsOnly);

    public Task<Result<AccountView>> CreateAsync(string? email, string? password, Role role, IReadOnlyList<string> sharedTags) =>
        IfAllowedAsync(() => register.CreateAsync(email, password, role, sharedTags, caller.Actor));

    public Task<Result<AccountView>> ChangeAsync(Guid id, Role role, IReadOnlyList<string> sharedTags, bool disabled) =>
        IfAllowedAsync(() => register.ChangeAsync(id, role, sharedTags, disabled, caller.Actor));

    /// <summary>Returns the new password, which is shown this one time.</summary>
    public Task<Result<string>> ResetPasswordAsync(Guid id) => IfAllowedAsync(() => register.ResetPasswordAsync(id, caller.Actor));

    public Task<Result<AccountView>> RemoveSecondFactorAsync(Guid id) => IfAllowedAsync(() => register.RemoveSecondFactorAsync(id, caller.Actor));

    public Task<Result<AccountView>> EndSessionsAsync(Guid id) => IfAllowedAsync(async () =>
    {
        if (directory.Find(id) is not { } account)
            return Result<AccountView>.NotFound("There is no account with this id.");
        await sessions.EndAllAsync(id, null, caller.Actor);
        return account;
    });

    private bool May() => caller.Actor.May(Rights.Administer);

    private async Task<Result<T>> IfAllowedAsync<T>(Func<Task<Result<T>>> act) => May() ? await act() : Result<T>.Forbidden(AdministratorsOnly);
}
