using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using TaskScheduler.Core.Access;

namespace TaskScheduler.Web.Access;

/// <summary>
/// The one who asks, in a request or on an open page. Rights are looked up at each question, so a session that was ended
/// elsewhere may do nothing more in a page that is still open.
/// </summary>
public sealed class Visitor(AccountDirectory directory) : ICaller
{
    public const string SessionClaim = "session";
    public const string TokenClaim = "token";

    private Func<Actor> who = () => Actor.Nobody;

    public Actor Actor => who();

    /// <summary>The session of the browser that asks; null for a token.</summary>
    public Guid? SessionId { get; private set; }

    public static Actor ActorOf(ClaimsPrincipal principal, AccountDirectory directory) =>
        Guid.TryParse(principal.FindFirstValue(SessionClaim), out var session) ? directory.OfSession(session) ?? Actor.Nobody
        : Guid.TryParse(principal.FindFirstValue(TokenClaim), out var token) ? directory.OfToken(token) ?? Actor.Nobody
        : Actor.Nobody;

    /// <param name="from">The address of the request; null on a page, whose session says it.</param>
    public void Become(ClaimsPrincipal principal, string? from)
    {
        SessionId = Guid.TryParse(principal.FindFirstValue(SessionClaim), out var session) ? session : null;
        who = () => ActorOf(principal, directory) is var actor && from is not null ? actor with { From = from } : ActorOf(principal, directory);
    }

    public void BecomeProgram() => who = () => Actor.Program;
}

/// <summary>Tells a page, which outlives the request that opened it, whose it is.</summary>
internal sealed class VisitorOfCircuit(Visitor visitor, AuthenticationStateProvider states) : CircuitHandler
{
    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken) =>
        visitor.Become((await states.GetAuthenticationStateAsync()).User, from: null);
}
