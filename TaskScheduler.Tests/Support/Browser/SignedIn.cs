using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using TaskScheduler.Core.Access;
using TaskScheduler.Web.Access;

namespace TaskScheduler.Tests.Support.Browser;

/// <summary>Gives a browser the cookie of a session, without the way through the sign-in page, which has tests of its own.</summary>
internal static class SignedIn
{
    public static Task AsAdministratorAsync(RunningApp app, IBrowserContext browser) => AsAsync(app, browser, Administrator.Email);

    /// <summary>Opens a session, as signing in does; returns what the cookie would say.</summary>
    public static async Task<ClaimsPrincipal> OpenSessionAsync(RunningApp app, string email)
    {
        var account = app.Services.GetRequiredService<AccountDirectory>().Accounts.Single(account => account.Email == email);
        var session = await app.Services.GetRequiredService<SessionStore>().OpenAsync(account.Id, "127.0.0.1", "a test");
        return new(new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, account.Id.ToString()), new(ClaimTypes.Name, email), new(Visitor.SessionClaim, session.ToString())], IdentityConstants.ApplicationScheme));
    }

    public static async Task AsAsync(RunningApp app, IBrowserContext browser, string email)
    {
        var ticket = new AuthenticationTicket(await OpenSessionAsync(app, email), IdentityConstants.ApplicationScheme);
        var cookie = app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        await browser.AddCookiesAsync([new() { Name = cookie.Cookie.Name!, Value = cookie.TicketDataFormat.Protect(ticket), Url = app.Address.ToString() }]);
    }
}
