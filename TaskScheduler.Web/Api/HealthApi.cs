using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TaskScheduler.Web.Api;

/// <summary>How the program is, as anybody may see it.</summary>
public sealed record HealthJson(HealthStatus Status);

/// <summary>Whether the program lives, and whether it can serve: for a person, a container, a load balancer.</summary>
public static class HealthApi
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health", new() { ResponseWriter = WriteStatusAsync }).AllowAnonymous();
        app.MapHealthChecks(ApiSetup.Root + "/health", new() { ResponseWriter = WriteStatusAsync }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new() { ResponseWriter = WriteStatusAsync }).AllowAnonymous();

        // A process that answers at all is alive; a component that is down is no reason to restart it.
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false, ResponseWriter = WriteStatusAsync }).AllowAnonymous();
    }

    private static Task WriteStatusAsync(HttpContext http, HealthReport report) =>
        http.Response.WriteAsJsonAsync(new HealthJson(report.Status), http.RequestAborted);
}
