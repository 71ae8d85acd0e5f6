using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Web.Access.Accounts;
using TaskScheduler.Web.Access.Tokens;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Accounts;

/// <summary>One's own account, tokens and sessions over REST.</summary>
public static class OwnAccountApi
{
    public static void MapOwnAccount(this RouteGroupBuilder api)
    {
        var own = api.MapGroup("").WithTags("Your account");
        own.MapGet("/account", (OwnAccount account) => account.View is { } view ? TypedResults.Ok(AccountJson.Of(view)) : Problems.NotFound("No account acts here, but the program itself.")).WithName("getOwnAccount")
            .WithSummary("Read your own account").WithDescription("Who the token or the browser acts for.")
            .Produces<AccountJson>().Refuses(401, 404);
        own.MapGet("/tokens", (OwnAccount account) => TypedResults.Ok(account.Tokens.Select(TokenJson.Of))).WithName("listTokens")
            .WithSummary("List your tokens").WithDescription("Without their secrets, which are not kept.")
            .Produces<IReadOnlyList<TokenJson>>().Refuses(401);
        own.MapPost("/tokens", CreateAsync).WithName("createToken")
            .WithSummary("Create a token").WithDescription("With it a program acts for you, within its scope. The secret is in this answer only.")
            .Takes<TokenRequestJson>().Produces<NewTokenJson>(201).Refuses(400, 401, 403, 413, 415);
        own.MapDelete("/tokens/{id:guid}", async (Guid id, OwnAccount account) => Problems.Unless(await account.RevokeTokenAsync(id), _ => TypedResults.NoContent())).WithName("revokeToken")
            .WithSummary("Revoke a token").WithDescription("One of your own; an administrator revokes anybody's. It is refused from this moment on.")
            .Produces(204).Refuses(401, 404);
        own.MapGet("/sessions", (OwnAccount account) => TypedResults.Ok(account.Sessions.Select(SessionJson.Of))).WithName("listSessions")
            .WithSummary("List your sessions").WithDescription("The browsers in which you are signed in.")
            .Produces<IReadOnlyList<SessionJson>>().Refuses(401);
        own.MapDelete("/sessions/{id:guid}", async (Guid id, OwnAccount account) => Problems.Unless(await account.EndSessionAsync(id), _ => TypedResults.NoContent())).WithName("endSession")
            .WithSummary("End a session").WithDescription("One of your own; an administrator ends anybody's.")
            .Produces(204).Refuses(401, 404);
    }

    private static Task<IResult> CreateAsync(HttpContext http, OwnAccount account, CancellationToken cancellationToken) => JsonBody.UseAsync(http.Request, async body =>
    {
        var faults = new List<Fault>();
        var reader = new ObjectReader(body, "", faults);
        reader.AllowOnly(["name", "scope", "expiresAt"]);
        var (name, scope, expires) = (reader.Text("name"), reader.Text("scope"), reader.Text("expiresAt"));
        var rights = TokenScopes.All.FirstOrDefault(known => known.Name == scope).Rights;
        if (rights == Rights.None)
            faults.Add(new("scope", $"'scope' must be one of: {string.Join(", ", TokenScopes.All.Select(known => known.Name))}."));
        DateTimeOffset instant = default;
        if (expires is not null && !IsoText.TryReadInstant(expires, out instant))
            faults.Add(new("expiresAt", "'expiresAt' must be an instant with offset, such as 2030-01-01T00:00:00Z."));
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        return Problems.Unless(
            await account.CreateTokenAsync(name, rights, expires is null ? null : instant),
            made => TypedResults.Created($"/api/tokens/{made.Token.Id}", new NewTokenJson(TokenJson.Of(made.Token), made.Secret)));
    }, cancellationToken);
}
