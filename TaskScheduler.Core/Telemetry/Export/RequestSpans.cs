using System.Diagnostics;
using OpenTelemetry;

namespace TaskScheduler.Core.Telemetry.Export;

/// <summary>
/// Takes out of the spans of requests what is not for others to know: the addresses of hooks and calendars are secrets, and so only the
/// route is said. Probes, metrics and the connections of open pages are no requests that anybody wants to follow.
/// </summary>
internal sealed class RequestSpans : BaseProcessor<Activity>
{
    /// <summary>The source of the spans of requests.</summary>
    public const string Source = "Microsoft.AspNetCore";

    private static readonly string[] said = ["http.request.method", "http.response.status_code", "http.route", "url.scheme", "network.protocol.version", "error.type"];
    private static readonly string[] passedOver = ["/health", "/api/health", "/metrics", "/_blazor", "/_framework", "/hubs"];

    public override void OnEnd(Activity data)
    {
        if (data.Source.Name != Source)
            return;
        var (route, path) = (data.GetTagItem("http.route") as string, data.GetTagItem("url.path") as string);
        foreach (var (name, _) in data.TagObjects.Where(tag => !said.Contains(tag.Key, StringComparer.Ordinal)).ToList())
            data.SetTag(name, null);
        data.DisplayName = route is null ? "request" : $"{data.GetTagItem("http.request.method") ?? "request"} {route}";
        if ((route ?? path) is { } place && passedOver.Any(start => place.StartsWith(start, StringComparison.OrdinalIgnoreCase)))
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}
