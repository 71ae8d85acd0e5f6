using System.Text.Json;
using System.Text.Json.Nodes;
using TaskScheduler.Core;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Retries;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks.Execution;

namespace TaskScheduler.Web.Parts.Changes;

/// <summary>The value of a field of a definition as a person reads it.</summary>
public static class FieldText
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>Null when there is none.</summary>
    public static string? Of(string field, JsonNode? value, TimeZoneInfo zone) => value switch
    {
        null => null,
        JsonObject schedule when field == "schedule" => Words(schedule, zone),
        JsonObject retry when field == "retry" => Retries(retry),
        JsonArray tags when field == "tags" => string.Join(", ", tags.Select(tag => tag?.ToString())),
        // In quotation marks: an entry may be empty, or contain a comma.
        JsonArray entries => string.Join(", ", entries.Select(entry => $"\"{entry}\"")),
        JsonValue yes when yes.TryGetValue<bool>(out var said) => said ? "yes" : "no",
        JsonValue text when text.TryGetValue<string>(out var plain) => Words(field, plain),
        JsonValue number when field is "elapsedMs" or "latenessMs" && number.TryGetValue<long>(out var milliseconds) => Moments.TimeWords.Length(milliseconds),
        _ => value.ToJsonString(),
    };

    private static string Words(string field, string plain) => field switch
    {
        "timeLimit" => Length(plain),
        "overlap" when Enum.TryParse<Overlap>(plain, ignoreCase: true, out var overlap) => ExecutionWords.Of(overlap),
        "recovery" when Enum.TryParse<Recovery>(plain, ignoreCase: true, out var recovery) => ExecutionWords.Of(recovery),
        "state" when Enum.TryParse<RunState>(plain, ignoreCase: true, out var state) => States.StateLook.Of(state).Words,
        _ => plain,
    };

    private static string Retries(JsonObject json)
    {
        try
        {
            var faults = new List<Fault>();
            var rules = new ExecutionDraft { Retry = json.Deserialize<RetryDraft>(Options) }.Check(faults);
            return faults.Count == 0 ? ExecutionWords.Of(rules.Retry) : json.ToJsonString();
        }
        catch (JsonException)
        {
            return json.ToJsonString();
        }
    }

    private static string Words(JsonObject json, TimeZoneInfo zone)
    {
        try
        {
            // Nothing is in the past from there, and past times are to be said too.
            return json.Deserialize<ScheduleDraft>(Options) is { } draft && ScheduleReader.Read(draft, DateTimeOffset.UnixEpoch, new List<Fault>()) is { } schedule
                ? $"{ScheduleWords.Describe(schedule, zone)}{(schedule is CronSchedule cron ? $" · {cron.Cron}" : schedule is AfterSchedule after ? $" · task {after.TaskId}" : "")}"
                : json.ToJsonString();
        }
        catch (JsonException)
        {
            return json.ToJsonString();
        }
    }

    private static string Length(string duration) =>
        IsoText.TryReadDuration(duration, out var length) ? Moments.TimeWords.Length((long)length.TotalMilliseconds) : duration;
}
