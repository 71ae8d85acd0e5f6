using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Access;

namespace TaskScheduler.Web.Access.Accounts;

/// <summary>Identity's sign-in, which also opens a session that can be ended from elsewhere.</summary>
public sealed class AccountSignIn(
    UserManager<Account> manager,
    IHttpContextAccessor context,
    IUserClaimsPrincipalFactory<Account> principals,
    IOptions<IdentityOptions> options,
    SignInParts parts)
    : SignInManager<Account>(manager, context, principals, options, parts.Log, parts.Schemes, parts.Confirmation)
{
    private static readonly Account nobody = new() { UserName = "nobody" };
    private static readonly Lazy<string> nobodysHash = new(() => new PasswordHasher<Account>().HashPassword(nobody, "a password that nobody has"));

    public override Task<bool> CanSignInAsync(Account user) => Task.FromResult(!user.Disabled);

    /// <summary>Takes as long, and answers the same, whether or not there is an account with this address, and whether or not it is locked.</summary>
    public override async Task<SignInResult> PasswordSignInAsync(string userName, string password, bool isPersistent, bool lockoutOnFailure)
    {
        if (await UserManager.FindByNameAsync(userName) is { Disabled: false } account && !await UserManager.IsLockedOutAsync(account))
            return await PasswordSignInAsync(account, password, isPersistent, lockoutOnFailure);
        UserManager.PasswordHasher.VerifyHashedPassword(nobody, nobodysHash.Value, password);
        return SignInResult.Failed;
    }

    public override async Task SignInWithClaimsAsync(Account user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        var id = await parts.Sessions.OpenAsync(user.Id, Context.Connection.RemoteIpAddress?.ToString(), Context.Request.Headers.UserAgent);
        await base.SignInWithClaimsAsync(user, authenticationProperties, [.. additionalClaims, new Claim(Visitor.SessionClaim, id.ToString())]);
    }

    public override async Task SignOutAsync()
    {
        if (Guid.TryParse(Context.User.FindFirstValue(Visitor.SessionClaim), out var session))
            await parts.Sessions.EndAsync(session, parts.Visitor.Actor);
        await base.SignOutAsync();
    }
}

/// <summary>What <see cref="AccountSignIn"/> hands on or adds.</summary>
public sealed record SignInParts(
    SessionStore Sessions, Visitor Visitor, ILogger<SignInManager<Account>> Log, IAuthenticationSchemeProvider Schemes, IUserConfirmation<Account> Confirmation);

/// <summary>Says in the cookie who it is and nothing about rights: those are looked up each time.</summary>
public sealed class AccountPrincipals : IUserClaimsPrincipalFactory<Account>
{
    public Task<ClaimsPrincipal> CreateAsync(Account user) => Task.FromResult(new ClaimsPrincipal(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, user.Id.ToString()), new(ClaimTypes.Name, user.Email!)], IdentityConstants.ApplicationScheme)));
}
