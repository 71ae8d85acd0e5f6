using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Access;
using TaskScheduler.Web.Api;

namespace TaskScheduler.Web.Access.Tokens;

/// <summary><c>Authorization: Bearer</c> with one of the program's tokens (RFC 6750).</summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, TokenStore tokens, AccountDirectory directory)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string SchemeName = "Token";

    private const string Bearer = "Bearer ";
    private const string QueryName = "access_token";

    /// <summary>Whether a request brings a token, good or bad: then it does not count who is signed in in the browser.</summary>
    public static bool IsIn(HttpRequest request) => SecretOf(request) is not null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (SecretOf(Request) is not { } secret)
            return AuthenticateResult.NoResult();
        if (tokens.Find(secret) is not { } token || directory.OfToken(token.Id) is not { } actor)
            return AuthenticateResult.Fail("The token is unknown, expired or revoked.");
        await tokens.UsedAsync(token);
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, token.AccountId.ToString()), new(ClaimTypes.Name, actor.Name), new(Visitor.TokenClaim, token.Id.ToString())], Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var bad = SecretOf(Request) is not null;
        Response.Headers.WWWAuthenticate = bad ? "Bearer error=\"invalid_token\"" : "Bearer";
        await Problems.Of(StatusCodes.Status401Unauthorized, bad
            ? "The token is unknown, expired or revoked. Make a new one on the page Account."
            : "Sign in, or send a token: Authorization: Bearer ts_…. Tokens are made on the page Account.").ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.Of(StatusCodes.Status403Forbidden, "Your account, or the scope of the token, does not allow this.").ExecuteAsync(Context);

    // A browser can't set headers on a WebSocket, so SignalR's client sends the token in the address there, and only there.
    private static string? SecretOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim()
        : request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase) && request.Query[QueryName].ToString() is { Length: > 0 } inAddress ? inAddress
        : null;
}
