using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace TaskScheduler.Web.Access.Accounts;

/// <summary>Identity's store, with the secrets of the second factor encrypted: whoever copies the database does not have them.</summary>
public sealed class AccountStore(AccountsDb db, IDataProtectionProvider protection) : UserOnlyStore<Account, AccountsDb, Guid>(db)
{
    private readonly IDataProtector protector = protection.CreateProtector("second factor");

    // Read for every account: nobody is exempt from being locked out.
    public override Task<bool> GetLockoutEnabledAsync(Account user, CancellationToken cancellationToken = default) => Task.FromResult(true);

    public override async Task<string?> GetTokenAsync(Account user, string loginProvider, string name, CancellationToken cancellationToken)
    {
        if (await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is not { Length: > 0 } value)
            return null;
        try
        {
            return protector.Unprotect(value);
        }
        catch (CryptographicException)
        {
            // The keys in the data folder are gone. The second factor has to be set up again; an administrator can take it away.
            return null;
        }
    }

    public override Task SetTokenAsync(Account user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : protector.Protect(value), cancellationToken);
}
