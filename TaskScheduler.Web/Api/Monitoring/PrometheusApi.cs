using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Telemetry;
using TaskScheduler.Core.Telemetry.Prometheus;
using TaskScheduler.Web.Access;

namespace TaskScheduler.Web.Api.Monitoring;

/// <summary>What the program counts and measures, for Prometheus.</summary>
public static class PrometheusApi
{
    private static readonly AuthorizationPolicy mayRead = new AuthorizationPolicyBuilder().AddRequirements(new MetricsRequirement()).Build();

    public static void MapPrometheus(this WebApplication app) => app.MapGet("/metrics", Read).RequireAuthorization(mayRead).ExcludeFromDescription();

    private static IResult Read(PrometheusReader reader) => TypedResults.Text(reader.Read(), PrometheusReader.ContentType);
}

/// <summary>The caller may see tasks, or comes from a network that the settings open.</summary>
internal sealed record MetricsRequirement : IAuthorizationRequirement;

internal sealed class MetricsCheck(Visitor visitor, IHttpContextAccessor http, IOptions<TelemetryOptions> options) : AuthorizationHandler<MetricsRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, MetricsRequirement requirement)
    {
        if (visitor.Actor.May(Rights.Read) || options.Value.Opens(http.HttpContext?.Connection.RemoteIpAddress))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
