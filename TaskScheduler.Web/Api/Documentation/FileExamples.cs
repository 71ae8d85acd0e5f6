namespace TaskScheduler.Web.Api.Documentation;

/// <summary>Files to copy.</summary>
internal static class FileExamples
{
    public static IReadOnlyList<(string MediaType, string Example)> Definitions { get; } =
    [
        ("application/yaml", """
            tasks:
              - title: Nightly import
                type: http
                payload:
                  method: POST
                  url: https://example.org/import
                schedule:
                  kind: cron
                  cron: 0 2 * * 1-5
                  timeZone: Europe/Berlin
                tags: [import]
                timeLimit: PT5M
                active: true
            """),
        ("application/json", """
            {
              "tasks": [
                {
                  "title": "Nightly import",
                  "type": "http",
                  "payload": { "method": "POST", "url": "https://example.org/import" },
                  "schedule": { "kind": "cron", "cron": "0 2 * * 1-5", "timeZone": "Europe/Berlin" },
                  "tags": ["import"],
                  "timeLimit": "PT5M",
                  "active": true
                }
              ]
            }
            """),
    ];

    public static IReadOnlyList<(string MediaType, string Example)> Crontab { get; } =
    [
        ("text/plain", """
            CRON_TZ=Europe/Berlin
            # Nightly import
            0 2 * * 1-5 curl -fsS -X POST https://example.org/import > /dev/null
            30 4 * * 0 /usr/local/bin/backup --all
            """),
    ];
}
