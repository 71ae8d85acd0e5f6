using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace TaskScheduler.Web.Api.Documentation;

/// <summary>Bodies to copy, from the smallest on.</summary>
internal static class Examples
{
    private const string Reminder = """
        {
          "title": "Renew the certificate",
          "description": "It ends on 15 December.",
          "executionTime": "2030-12-01T09:00:00+01:00",
          "userEmail": "kim@example.org"
        }
        """;

    private const string Call = """
        {
          "title": "Nightly import",
          "type": "http",
          "payload": { "method": "POST", "url": "https://example.org/import" },
          "schedule": { "kind": "cron", "cron": "0 2 * * 1-5", "timeZone": "Europe/Berlin" },
          "tags": ["import"],
          "timeLimit": "PT5M"
        }
        """;

    private const string Interval = """
        {
          "title": "Look after the shop",
          "type": "http",
          "payload": { "url": "https://example.org/health" },
          "schedule": { "kind": "interval", "every": "PT90M" }
        }
        """;

    /// <summary>What may be sent to the call with this name; null when nothing is described.</summary>
    public static Dictionary<string, IOpenApiExample>? OfBody(string call) => call switch
    {
        "createTask" or "replaceTask" => Named(
            ("reminder", "A reminder by e-mail: the smallest task", Reminder),
            ("call", "A call of a URL every weekday at 02:00 in Berlin", Call),
            ("interval", "A call of a URL every 90 minutes", Interval)),
        "createTasks" => Named(("two", "Two tasks, or none", $$"""{ "tasks": [{{Reminder}}, {{Call}}] }""")),
        "duplicateTask" => Named(("renamed", "The same under another title", """{ "title": "Weekly import" }""")),
        "changeTasks" => Named(
            ("matching", "Stop all that have a tag", """{ "action": "setInactive", "filter": { "tag": "import" } }"""),
            ("chosen", "Run two of them now", """{ "action": "runNow", "ids": ["01890a5d-ac96-774b-bcce-b302099a8057", "01890a5d-ac96-774b-bcce-b302099a8058"] }""")),
        "createPaymentAccount" => Named(("rent", "An account of your own", """{ "name": "rent", "currency": "EUR" }""")),
        "fundPaymentAccount" => Named(("savings", "What was saved this month", """{ "amount": "1250.00", "reference": "Savings of November" }""")),
        "runTask" or "retryRun" => Named(("payload", "With a payload for this run alone", """{ "payload": { "method": "POST", "url": "https://example.org/import?full=true" } }""")),
        "discardRun" => Named(("reason", "Nobody needs it any more", """{ "reason": "Imported by hand" }""")),
        "changeRuns" => Named(
            ("replay", "Try all of a group again, 30 a minute", """{ "action": "retry", "filter": { "state": "deadLettered", "type": "http", "cause": "The server answered 503." }, "perMinute": 30 }"""),
            ("cancel", "Cancel all that wait", """{ "action": "cancel", "filter": { "state": "queued" } }"""),
            ("discard", "Discard one", """{ "action": "discard", "ids": ["01890a5e-0a3c-7c1e-9d5b-2f6f3f0a9b11"], "reason": "Imported by hand" }""")),
        "replaceLimits" => Named(("two", "Five calls at once and 60 a minute; one at a time of those with a tag", """{ "limits": [{ "scope": "type", "name": "http", "concurrency": 5, "perMinute": 60 }, { "scope": "tag", "name": "import", "concurrency": 1 }] }""")),
        "changeRetention" or "previewRetention" => Named(("short", "Succeeded runs for two weeks, dead letters for ever", """{ "rules": [{ "kind": "succeeded", "days": 14, "perTask": 1000 }, { "kind": "deadLettered", "days": null, "perTask": null }] }""")),
        "sendTestMessage" => Named(("own", "To your own address", "{}"), ("other", "To somebody else, for administrators", """{ "to": "kim@example.org" }""")),
        "previewSchedule" => Named(("cron", "The next three due instants", """{ "schedule": { "kind": "cron", "cron": "0 2 * * 1-5", "timeZone": "Europe/Berlin" }, "count": 3 }""")),
        "putNotificationSettings" => Named(("night", "Quiet nights, and a summary each Monday", """{ "timeZone": "Europe/Berlin", "bell": "all", "quietHours": { "from": "22:00", "to": "07:00" }, "summary": "weekly" }""")),
        "readBellMessages" => Named(("all", "All of them", """{ "all": true }""")),
        "createCalendarFeed" => Named(("own", "Your tasks", """{ "scope": "own" }"""), ("tag", "Tasks with a tag", """{ "scope": "tag", "tag": "import" }""")),
        "createAlertRule" or "replaceAlertRule" => Named(
            ("failed", "Tell a task's user and owner when it fails", """{ "kind": "failed", "scope": "task", "taskId": "01890a5d-ac96-774b-bcce-b302099a8057", "tell": { "user": true, "owner": true } }"""),
            ("finished", "Tell somebody every day while a backup is not finished by six", """{ "kind": "mustFinishBy", "scope": "tag", "tag": "backup", "by": "06:00", "tell": { "emails": ["kim@example.org"] }, "repeat": "daily", "urgent": true }""")),
        "createChannel" or "replaceChannel" => Named(("webhook", "A webhook whose messages are signed", """{ "name": "Operations", "kind": "webhook", "address": "https://example.org/alerts", "signingSecret": "four words no one guesses" }""")),
        "askWhatIf" => Named(("new", "A new task", $$"""{ "task": {{Call}} }"""), ("edit", "Another definition for a task", $$"""{ "task": {{Call}}, "replaces": "01890a5d-ac96-774b-bcce-b302099a8057" }""")),
        "planSpread" => Named(("tag", "Move tasks with a tag off 14:10, at most half an hour later", """{ "filter": { "tag": "import" }, "at": "2030-11-29T14:10:00+01:00", "withinMinutes": 30 }""")),
        "applySpread" => Named(("one", "The move of a plan", """{ "moves": [{ "taskId": "01890a5d-ac96-774b-bcce-b302099a8057", "version": 3, "schedule": { "kind": "cron", "cron": "14 14 * * 1-5", "timeZone": "Europe/Berlin" } }] }""")),
        "putSecret" => Named(("value", "A key", """{ "value": "sk_live_4eC39HqLyjWDarjtT1zdp7dc" }""")),
        _ => null,
    };

    private static Dictionary<string, IOpenApiExample> Named(params (string Name, string Summary, string Json)[] examples) =>
        examples.ToDictionary(example => example.Name, IOpenApiExample (example) => new OpenApiExample { Summary = example.Summary, Value = JsonNode.Parse(example.Json) }, StringComparer.Ordinal);
}
