using Microsoft.Net.Http.Headers;
using TaskScheduler.Core;
using TaskScheduler.Core.Notifications.Feeds;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Calendars;

/// <summary>Calendars with a secret address: made and revoked over REST, and read by calendar programs.</summary>
public static class CalendarsApi
{
    /// <summary>Where the secret addresses are.</summary>
    public const string Path = "/calendar";

    private static readonly (string Name, CalendarScope Scope)[] scopes = [("own", CalendarScope.Own), ("tag", CalendarScope.Tag), ("all", CalendarScope.All)];

    public static void MapCalendars(this RouteGroupBuilder api)
    {
        var calendars = api.MapGroup("/calendar-feeds").WithTags("Your account");
        calendars.MapGet("/", async (CalendarFeeds feeds, CancellationToken cancellationToken) => TypedResults.Ok((await feeds.ListAsync(cancellationToken)).Select(CalendarJson.Of))).WithName("listCalendarFeeds")
            .WithSummary("List your calendar addresses").WithDescription("What each of them shows, and when it was last read. The addresses themselves are kept nowhere and can't be read again.")
            .Produces<IReadOnlyList<CalendarJson>>().Refuses(401);
        calendars.MapPost("/", CreateAsync).WithName("createCalendarFeed")
            .WithSummary("Make a calendar address").WithDescription("""
                A calendar program subscribes to the address and shows runs of the last 30 days and what comes in the next 60; it needs nothing else, so the address is a secret. It is in this answer and never shown again.
                What may be seen is looked up at each reading: an account that is disabled has no calendar any more.
                """)
            .Takes<NewCalendarRequestJson>().Produces<NewCalendarJson>(201).Refuses(400, 401, 403, 409, 413, 415);
        calendars.MapDelete("/{id:guid}", async (Guid id, CalendarFeeds feeds) => Problems.Unless(await feeds.RevokeAsync(id), _ => TypedResults.NoContent())).WithName("revokeCalendarFeed")
            .WithSummary("Revoke a calendar address").WithDescription("One of your own. From now on nothing is at it.")
            .Produces(204).Refuses(401, 404);
    }

    /// <summary>The addresses themselves; who reads one has not signed in, the secret is what lets them in.</summary>
    public static void MapCalendarAddresses(this WebApplication app) =>
        app.MapMethods(Path + "/{secret}.ics", [HttpMethods.Get, HttpMethods.Head], ReadAsync).AllowAnonymous().ExcludeFromDescription();

    /// <param name="root">Where the program is reached, with a slash at its end.</param>
    public static string AddressOf(Uri root, NewCalendarFeed made) => new Uri(root, $"{Path[1..]}/{made.Secret}.ics").AbsoluteUri;

    private static Task<IResult> CreateAsync(HttpContext http, CalendarFeeds feeds, CancellationToken cancellationToken) => JsonBody.UseAsync(http.Request, async body =>
    {
        var faults = new List<Fault>();
        var reader = new ObjectReader(body, "", faults);
        reader.AllowOnly(["scope", "tag"]);
        var (wanted, tag) = (reader.Text("scope"), reader.Text("tag"));
        var scope = scopes.Where(known => known.Name == wanted).Select(known => (CalendarScope?)known.Scope).FirstOrDefault();
        if (scope is null)
            faults.Add(new("scope", $"'scope' must be one of: {string.Join(", ", scopes.Select(known => known.Name))}."));
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        var root = new Uri($"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}/");
        return Problems.Unless(await feeds.CreateAsync(scope!.Value, tag), made => TypedResults.Created((string?)null, new NewCalendarJson(CalendarJson.Of(made.Feed), AddressOf(root, made))));
    }, cancellationToken);

    private static async Task<IResult> ReadAsync(string secret, HttpContext http, CalendarFeeds feeds, CancellationToken cancellationToken)
    {
        if (await feeds.ReadAsync(secret, cancellationToken) is not { } calendar)
            return Problems.NotFound("There is nothing at this address.");
        http.Response.Headers.CacheControl = "private, no-cache";
        // Answers 304 to who has this version already, and nothing but headers to HEAD.
        return TypedResults.Bytes(System.Text.Encoding.UTF8.GetBytes(calendar.Text), "text/calendar; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{calendar.Version}\""));
    }
}
