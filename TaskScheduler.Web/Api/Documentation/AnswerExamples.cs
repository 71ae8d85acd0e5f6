using System.Text.Json.Nodes;
using TaskScheduler.Web.Api.Forecasts;

namespace TaskScheduler.Web.Api.Documentation;

/// <summary>What the calls answer, as somebody would see it.</summary>
internal static class AnswerExamples
{
    private const string Schedule = """{ "kind": "cron", "cron": "0 2 * * 1-5", "timeZone": "Europe/Berlin" }""";

    private const string Task = $$"""
        {
          "id": "01890a5d-ac96-774b-bcce-b302099a8057",
          "title": "Nightly import",
          "description": "",
          "type": "http",
          "payload": { "method": "POST", "url": "https://example.org/import" },
          "schedule": {{Schedule}},
          "status": "pending",
          "executionTime": "2030-12-02T01:00:00+00:00",
          "userEmail": null,
          "tags": ["import"],
          "timeLimit": "PT5M",
          "retry": { "kind": "exponential", "wait": "PT10S", "maxWait": "PT1H", "retries": 3, "jitter": true },
          "overlap": "queue",
          "recovery": "tryAgain",
          "priority": "normal",
          "notify": { "executed": "onFailure" },
          "userId": "01890a5c-11d0-7f5b-8a44-6f1d1f0c2a55",
          "version": 3,
          "createdAt": "2030-11-01T10:15:00+00:00",
          "updatedAt": "2030-11-20T08:00:00+00:00",
          "lastRun": { "id": "01890a5e-0a3c-7c1e-9d5b-2f6f3f0a9b11", "state": "succeeded", "endedAt": "2030-11-29T01:00:01.204+00:00" }
        }
        """;

    private const string Message = """
        {
          "id": "01890a61-7d20-7a4e-b1c5-3f7a9e2d6c10",
          "kind": "executed",
          "via": "mail",
          "to": "kim@example.org",
          "subject": "Failed: Nightly import",
          "state": "waiting",
          "attempts": 2,
          "nextAt": "2030-12-02T01:02:30+00:00",
          "error": "The mail server mail.example.org:587 did not take the mail: Connection refused.",
          "createdAt": "2030-12-02T01:00:31+00:00",
          "endedAt": null,
          "taskId": "01890a5d-ac96-774b-bcce-b302099a8057",
          "runId": "01890a60-54e1-7b0c-a3f7-9e1d2c3b4a55"
        }
        """;

    private const string RunMembers = """
          "id": "01890a5e-0a3c-7c1e-9d5b-2f6f3f0a9b11",
          "taskId": "01890a5d-ac96-774b-bcce-b302099a8057",
          "title": "Nightly import",
          "type": "http",
          "state": "succeeded",
          "dueAt": "2030-11-29T01:00:00+00:00",
          "startedAt": "2030-11-29T01:00:00.003+00:00",
          "endedAt": "2030-11-29T01:00:01.204+00:00",
          "elapsedMs": 1201,
          "latenessMs": 3,
          "attempt": 1,
          "trigger": "schedule",
          "node": "server-1",
          "reason": null,
          "error": null,
          "occurrences": 1,
          "lastDueAt": null,
          "retryAt": null,
          "waitsFor": null
        """;

    private const string FailedRunMembers = """
          "id": "01890a60-54e1-7b0c-a3f7-9e1d2c3b4a55",
          "taskId": "01890a5d-ac96-774b-bcce-b302099a8057",
          "title": "Nightly import",
          "type": "http",
          "state": "deadLettered",
          "dueAt": "2030-12-02T01:00:00+00:00",
          "startedAt": "2030-12-02T01:00:00.003+00:00",
          "endedAt": "2030-12-02T01:00:30.007+00:00",
          "elapsedMs": 30004,
          "latenessMs": 3,
          "attempt": 4,
          "trigger": "schedule",
          "node": "server-1",
          "reason": "Its 3 retries are used up.",
          "error": "The answer was 502.",
          "occurrences": 1,
          "lastDueAt": null,
          "retryAt": null,
          "waitsFor": null
        """;

    private const string Attempt = """{ "attempt": 1, "state": "succeeded", "startedAt": "2030-11-29T01:00:00.003+00:00", "endedAt": "2030-11-29T01:00:01.204+00:00", "node": "server-1", "reason": null, "error": null }""";

    private const string PaymentAccount = """{ "id": "01890a60-2f11-7d4a-9a3e-5b0c1d2e3f40", "name": "rent", "currency": "EUR", "balance": "1250.00", "ownerId": "01890a5c-11d0-7f5b-8a44-6f1d1f0c2a55", "owner": "kim@example.org", "external": false, "frozen": false, "createdAt": "2030-11-01T10:15:00+00:00" }""";

    private const string PaymentEntry = """{ "transaction": 42, "at": "2030-12-01T08:00:00.120+00:00", "amount": "-850.00", "balance": "400.00", "account": "landlord", "reference": "Rent for December", "runId": "01890a5e-0a3c-7c1e-9d5b-2f6f3f0a9b11" }""";

    private const string Calendar = """{ "id": "01890a61-7c20-7b1e-8f4d-3a2b1c0d9e8f", "scope": "tag", "tag": "import", "createdAt": "2030-11-01T10:15:00+00:00", "lastUsedAt": null }""";

    /// <summary>What the call with this name answers when it does what was asked; null when that has no body.</summary>
    public static JsonNode? Of(string call) => JsonOf(call) is { } json ? JsonNode.Parse(json) : null;

    private static string? JsonOf(string call) => call switch
    {
        "listTasks" => Page(Task),
        "createTask" or "getTask" or "replaceTask" or "setTaskInactive" or "setTaskActive" or "duplicateTask" => Task,
        "createTasks" => """{ "count": 2, "ids": ["01890a5d-ac96-774b-bcce-b302099a8057", "01890a5d-ac96-774b-bcce-b302099a8058"] }""",
        "changeTasks" => """{ "action": "setInactive", "count": 12 }""",
        "listTags" => """["import", "invoices"]""",
        "runTask" or "cancelRun" or "retryRun" or "discardRun" => $"{{{RunMembers}}}",
        "listExecutedTasks" or "listActiveRuns" => Page($"{{{RunMembers}}}"),
        "getRun" => $$"""{ {{RunMembers}}, "attempts": [{{Attempt}}], "output": "200 OK", "input": { "ref": "main" }, "payload": { "method": "POST", "url": "https://example.org/import" }, "taskExists": true, "parent": null, "children": [{ "id": "01890a5e-0b40-7a02-8c11-5d2e4a7f6c01", "taskId": "01890a5d-ac96-774b-bcce-b302099a8058", "title": "Tell the office", "state": "succeeded" }] }""",
        "getRunDifference" => $$"""
            {
              "run": { {{FailedRunMembers}} },
              "lastGood": { {{RunMembers}} },
              "facts": [{ "field": "state", "before": "succeeded", "after": "deadLettered" }, { "field": "elapsedMs", "before": 1201, "after": 30004 }],
              "payload": [{ "field": "payload.url", "before": "https://example.org/import", "after": "https://example.org/import2" }],
              "output": { "lines": [{ "change": "removed", "text": "200 OK" }, { "change": "added", "text": "502 Bad Gateway" }], "isCut": false }
            }
            """,
        "changeRuns" => """{ "action": "retry", "done": 12, "refused": [{ "reason": "This run succeeded. To do it once more, run its task now.", "count": 1 }], "lastStartsAt": "2030-11-29T08:22:00+00:00" }""",
        "listDeadLetters" => Page($$"""{ "type": "http", "cause": "The server answered 503.", "count": 12, "tasks": 2, "firstEndedAt": "2030-11-28T01:00:00+00:00", "lastEndedAt": "2030-11-29T01:00:00+00:00", "example": { {{RunMembers}} } }"""),
        "listMessages" => Page(Message),
        "getMessage" => $$"""{ "message": {{Message}}, "content": { "text": "Nightly import has failed.\n", "html": null, "calendar": null, "json": null } }""",
        "sendMessageAgain" or "sendTestMessage" => Message,
        "listLimits" or "replaceLimits" => """[{ "scope": "type", "name": "http", "concurrency": 5, "perMinute": 60, "running": 5, "waiting": 17, "started": 42 }]""",
        "previewSchedule" => """{ "sentence": "Every weekday at 02:00 (Europe/Berlin)", "next": ["2030-12-02T02:00:00+01:00", "2030-12-03T02:00:00+01:00", "2030-12-04T02:00:00+01:00"] }""",
        "listTaskTypes" => """[{ "key": "http", "name": "HTTP request", "description": "Calls a URL and checks the answer.", "payloadSchema": { "type": "object" } }]""",
        "listCalendarFeeds" => $"[{Calendar}]",
        "createCalendarFeed" => $$"""{ "calendar": {{Calendar}}, "address": "https://tasks.example.org/calendar/pXyu2f0cJ3bZ5hYw1nQe8RkTgVdLmA7oSi4xBvCt6Uz.ics" }""",
        "listSecrets" => """[{ "name": "SHOP_KEY", "createdAt": "2030-11-01T10:15:00+00:00", "changedAt": "2030-11-20T08:00:00+00:00", "changedBy": "kim@example.org", "tasks": 2 }]""",
        "listPaymentAccounts" => Page(PaymentAccount),
        "createPaymentAccount" or "getPaymentAccount" or "fundPaymentAccount" or "freezePaymentAccount" or "unfreezePaymentAccount" => PaymentAccount,
        "listPaymentEntries" => Page(PaymentEntry),
        "getNotificationSettings" or "putNotificationSettings" => """{ "timeZone": "Europe/Berlin", "mailAlerts": true, "bell": "all", "quietHours": { "from": "22:00", "to": "07:00" }, "summary": "weekly", "summaryAt": "08:00" }""",
        "listBellMessages" => """{ "items": [{ "id": "01890a61-3c5e-7a10-b2d4-6e8f0a1b2c3d", "at": "2030-11-29T01:00:31+00:00", "level": "bad", "subject": "Failed: Nightly import", "text": "The answer was 502.", "page": "runs/01890a60-54e1-7b0c-a3f7-9e1d2c3b4a55", "taskId": "01890a5d-ac96-774b-bcce-b302099a8057", "runId": "01890a60-54e1-7b0c-a3f7-9e1d2c3b4a55", "readAt": null }], "total": 12, "page": 1, "pageSize": 25, "nextCursor": null }""",
        "readBellMessages" => """{ "marked": 3 }""",
        "getHealth" => """{ "status": "healthy" }""",
        _ => ForecastExamples.Of(call),
    };

    private static string Page(string item) => $$"""{ "items": [{{item}}], "total": 137, "page": 1, "pageSize": 25, "nextCursor": "eyJsIjoiUjR4b0ZoIiwicCI6MX0" }""";
}
