using System.Diagnostics;
using TaskScheduler.Core.Telemetry;

namespace TaskScheduler.Web.Api.Monitoring;

/// <summary>Says in the span of a request which route it took and what came of it, in the words of OpenTelemetry's conventions for HTTP.</summary>
public static class RequestTrace
{
    /// <summary>Stands after routing, and does nothing while no traces are sent.</summary>
    public static void UseRequestTrace(this WebApplication app) => app.Use((http, next) =>
        Traces.AreSent && Activity.Current is { } span && http.GetEndpoint() is RouteEndpoint endpoint ? SayAsync(http, next, span, endpoint) : next(http));

    private static async Task SayAsync(HttpContext http, RequestDelegate next, Activity span, RouteEndpoint endpoint)
    {
        span.SetTag("http.request.method", http.Request.Method);
        span.SetTag("http.route", endpoint.RoutePattern.RawText);
        await next(http);
        span.SetTag("http.response.status_code", http.Response.StatusCode);
    }
}
