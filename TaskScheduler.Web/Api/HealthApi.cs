using System.Text.Json.Serialization;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Firing;
using TaskScheduler.Core.Health;
using TaskScheduler.Core.Health.Parts;

namespace TaskScheduler.Web.Api;

/// <summary>How the program is, as anybody may see it.</summary>
/// <param name="Status">The worst of its parts.</param>
/// <param name="Components">How each part is; absent for those who have not signed in.</param>
public sealed record HealthJson(HealthStatus Status, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ComponentJson>? Components = null);

/// <summary>How one part of the program is.</summary>
/// <param name="Words">A sentence or two for a person.</param>
/// <param name="Facts">The same in figures, by name.</param>
public sealed record ComponentJson(string Name, HealthStatus Status, string Words, IReadOnlyDictionary<string, object?> Facts)
{
    public static ComponentJson Of(HealthEntry entry) => new(entry.Name, entry.Status, entry.Words, entry.Facts);
}

/// <summary>Whether the program lives, and whether it can serve: for a person, a container, a load balancer. All of it is answered from memory.</summary>
public static class HealthApi
{
    public static void MapHealth(this WebApplication app, RouteGroupBuilder api)
    {
        api.MapGet("/health", Get).AllowAnonymous().WithTags("Health").WithName("getHealth")
            .WithSummary("Ask how the program is").WithDescription("For anybody, without a token; the parts of the program are told to those who have signed in. 503 only when it can't do its work. Answers at /health too, with /health/live and /health/ready beside it.")
            .Produces<HealthJson>().Produces<HealthJson>(StatusCodes.Status503ServiceUnavailable);
        app.MapGet("/health", Get).AllowAnonymous();
        app.MapGet("/health/ready", Ready).AllowAnonymous();

        // A process that answers at all is alive; a component that is down is no reason to restart it.
        app.MapGet("/health/live", () => Answer(new(HealthStatus.Healthy))).AllowAnonymous();
    }

    private static IResult Get(HealthBoard board, ICaller caller)
    {
        var report = board.Report();
        return Answer(new(report.Status, caller.Actor.May(Rights.Read) ? [.. report.Entries.Select(ComponentJson.Of)] : null));
    }

    private static IResult Ready(TaskClock clock, DatabaseHealth database, IHostApplicationLifetime lifetime) =>
        Answer(new(clock.IsRunning && database.IsUsable && !lifetime.ApplicationStopping.IsCancellationRequested ? HealthStatus.Healthy : HealthStatus.Unhealthy));

    private static IResult Answer(HealthJson health) =>
        TypedResults.Json(health, statusCode: health.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
}
