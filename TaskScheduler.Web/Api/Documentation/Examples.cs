using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace TaskScheduler.Web.Api.Documentation;

/// <summary>Tasks to copy, from the smallest on.</summary>
internal static class Examples
{
    public static Dictionary<string, IOpenApiExample> OfTask => new(StringComparer.Ordinal)
    {
        ["reminder"] = Example("A reminder by e-mail: the smallest task", """
            {
              "title": "Renew the certificate",
              "description": "It ends on 15 December.",
              "executionTime": "2030-12-01T09:00:00+01:00",
              "userEmail": "kim@example.org"
            }
            """),
        ["call"] = Example("A call of a URL every weekday at 02:00 in Berlin", """
            {
              "title": "Nightly import",
              "type": "http",
              "payload": { "method": "POST", "url": "https://example.org/import" },
              "schedule": { "kind": "cron", "cron": "0 2 * * 1-5", "timeZone": "Europe/Berlin" },
              "tags": ["import"],
              "timeLimit": "PT5M"
            }
            """),
        ["interval"] = Example("A call of a URL every 90 minutes", """
            {
              "title": "Look after the shop",
              "type": "http",
              "payload": { "url": "https://example.org/health" },
              "schedule": { "kind": "interval", "every": "PT90M" }
            }
            """),
    };

    private static OpenApiExample Example(string summary, string json) => new() { Summary = summary, Value = JsonNode.Parse(json) };
}
