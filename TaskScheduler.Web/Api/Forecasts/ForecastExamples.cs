namespace TaskScheduler.Web.Api.Forecasts;

/// <summary>What the calls about the forecast answer.</summary>
internal static class ForecastExamples
{
    private const string Point = """{ "dueAt": "2030-11-29T13:10:00+00:00", "tasks": 412, "requiredComputeMs": 25700, "requiredInstances": 3 }""";
    private const string Capacity = $$"""{ "runningInstances": 1, "neededInstances": 3, "shortage": { "from": "2030-11-29T13:05:00+00:00", "instances": 3, "cause": {{Point}} } }""";
    private const string Enough = """{ "runningInstances": 1, "neededInstances": 1, "shortage": null }""";

    private const string Summary = $$"""
        {
          "at": "2030-11-29T12:00:01.250+00:00", "until": "2030-11-29T15:00:01.250+00:00", "ready": true,
          "items": [{ "dueAt": "2030-11-29T12:05:00+00:00", "tasks": 20, "requiredComputeMs": 1240, "requiredInstances": 1 }, {{Point}}],
          "waiting": null,
          "capacity": {{Capacity}},
          "words": "3 instances from 13:05, because of 412 tasks at 13:10",
          "hotSpots": [{ "load": {{Point}}, "topTasks": [{ "id": "01890a5d-ac96-774b-bcce-b302099a8057", "title": "Nightly import", "type": "http", "computeMs": 4210 }], "furtherTasks": 411 }],
          "past": [{ "dueAt": "2030-11-29T11:55:00+00:00", "tasks": 20, "computeMs": 1190, "requiredInstances": 1, "predictedTasks": 20, "predictedComputeMs": 1240, "predictedInstances": 1 }],
          "error": { "percent": 4.2, "predictedComputeMs": 14880, "actualComputeMs": 14280, "minutes": 60, "words": "The past hour took 14.3 s, predicted were 14.9 s: the predictions were off by 4.2 % on average" }
        }
        """;

    private const string WhatIf = $$"""
        {
          "computeMs": 4210, "firstDueAt": "2030-11-29T13:10:00+00:00", "fits": false, "needsMore": false, "gained": 1, "lost": 0, "moved": 0,
          "changes": [{ "dueAt": "2030-11-29T13:10:00+00:00", "before": { "dueAt": "2030-11-29T13:10:00+00:00", "tasks": 411, "requiredComputeMs": 21490, "requiredInstances": 3 }, "after": {{Point}} }],
          "furtherChanges": 0,
          "peakBefore": { "dueAt": "2030-11-29T13:10:00+00:00", "tasks": 411, "requiredComputeMs": 21490, "requiredInstances": 3 }, "peakAfter": {{Point}},
          "before": {{Capacity}}, "after": {{Capacity}},
          "freeSlots": [{ "dueAt": "2030-11-29T13:11:00+00:00", "shiftMinutes": 1, "load": { "dueAt": "2030-11-29T13:11:00+00:00", "tasks": 1, "requiredComputeMs": 4210, "requiredInstances": 1 }, "schedule": { "kind": "once", "at": "2030-11-29T14:11:00+01:00" } }]
        }
        """;

    private const string Plan = $$"""
        {
          "moves": [{ "taskId": "01890a5d-ac96-774b-bcce-b302099a8057", "version": 3, "title": "Nightly import", "oldTime": "2030-11-29T13:10:00+00:00", "newTime": "2030-11-29T13:14:00+00:00", "schedule": { "kind": "cron", "cron": "14 14 * * 1-5", "timeZone": "Europe/Berlin" } }],
          "stays": [{ "taskId": "01890a5d-ac96-774b-bcce-b302099a8058", "title": "Look after the shop", "time": "2030-11-29T13:10:00+00:00", "hasRoom": true, "reason": "There is room for it where it is." }],
          "before": {{Capacity}}, "after": {{Enough}}
        }
        """;

    /// <summary>What the call with this name answers; null when it is none of these.</summary>
    public static string? Of(string call) => call switch
    {
        "getScheduledTasksSummary" => Summary,
        "askWhatIf" => WhatIf,
        "planSpread" => Plan,
        "applySpread" => """{ "count": 12 }""",
        _ => null,
    };
}
