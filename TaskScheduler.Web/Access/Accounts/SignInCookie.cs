using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using TaskScheduler.Core.Access;
using TaskScheduler.Web.Access.Tokens;

namespace TaskScheduler.Web.Access.Accounts;

/// <summary>The cookie of a signed-in browser: says which session, and counts only as long as that session does.</summary>
internal static class SignInCookie
{
    public static void Configure(CookieAuthenticationOptions options)
    {
        Harden(options, "taskscheduler");
        options.ExpireTimeSpan = AccountDirectory.SessionLife;
        options.SlidingExpiration = true;
        options.Events = new CookieAuthenticationEvents
        {
            OnValidatePrincipal = ValidateAsync,
            OnRedirectToLogin = context => AskToSignInAsync(context.HttpContext, context.Options.ReturnUrlParameter),
            OnRedirectToAccessDenied = context => context.HttpContext.ForbidAsync(TokenAuthentication.SchemeName),
        };
    }

    /// <summary>Between password and second factor.</summary>
    public static void ConfigureSecondFactor(CookieAuthenticationOptions options)
    {
        Harden(options, "taskscheduler-second-factor");
        options.ExpireTimeSpan = TimeSpan.FromMinutes(5);
        options.Events = new CookieAuthenticationEvents();
    }

    private static void Harden(CookieAuthenticationOptions options, string name)
    {
        options.Cookie.Name = name;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;

        // Secure wherever TLS is used; on http://localhost a browser would not send it back otherwise.
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var directory = services.GetRequiredService<AccountDirectory>();
        if (Guid.TryParse(context.Principal?.FindFirstValue(Visitor.SessionClaim), out var id) && directory.OfSession(id) is not null && directory.FindSession(id) is { } seen)
        {
            await services.GetRequiredService<SessionStore>().SeenAsync(seen, context.HttpContext.Connection.RemoteIpAddress?.ToString());
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    // A person is led to a page; a program is told what to send.
    private static Task AskToSignInAsync(HttpContext http, string returnParameter)
    {
        if (!IsNavigation(http.Request))
            return http.ChallengeAsync(TokenAuthentication.SchemeName);
        var wanted = http.Request.Path + http.Request.QueryString;
        var isFirst = http.RequestServices.GetRequiredService<AccountDirectory>().IsEmpty;
        http.Response.Redirect(isFirst ? "/setup" : wanted is "/" or "/tasks" ? "/sign-in" : $"/sign-in?{returnParameter}={Uri.EscapeDataString(wanted)}");
        return Task.CompletedTask;
    }

    private static bool IsNavigation(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType == "text/html");
}
