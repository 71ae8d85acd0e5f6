using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskStatus = TaskScheduler.Core.Tasks.TaskStatus;

namespace TaskScheduler.Web.Api;

/// <summary>A task as other programs see it.</summary>
/// <param name="Type">Key of its task type; GET /api/task-types lists them.</param>
/// <param name="Payload">What its task type needs.</param>
/// <param name="ExecutionTime">Next due instant; null when it has none.</param>
/// <param name="UserEmail">Who is told about it; null when nobody is.</param>
/// <param name="TimeLimit">How long one attempt may take, as an ISO 8601 duration.</param>
/// <param name="UserId">The account that owns it; null when the program itself made it.</param>
/// <param name="Version">Grows by one with every change of the definition.</param>
/// <param name="LastRun">Its last run that has ended; null while none has.</param>
public sealed record TaskJson(
    Guid Id,
    string Title,
    string Description,
    string Type,
    JsonObject Payload,
    ScheduleJson Schedule,
    TaskStatus Status,
    DateTimeOffset? ExecutionTime,
    string? UserEmail,
    IReadOnlyList<string> Tags,
    string TimeLimit,
    Guid? UserId,
    int Version,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    LastRunJson? LastRun)
{
    public static TaskJson Of(TaskView view) => new(
        view.Task.Id,
        view.Task.Title,
        view.Task.Description,
        view.Task.Type,
        JsonNode.Parse(view.Task.Payload)!.AsObject(),
        ScheduleJson.Of(view.Task.Schedule),
        view.Status,
        view.ExecutionTime?.ToUniversalTime(),
        view.Task.UserEmail,
        view.Task.Tags,
        IsoText.Of(view.Task.TimeLimit),
        view.Task.OwnerId,
        view.Task.Version,
        view.Task.CreatedAt.ToUniversalTime(),
        view.Task.UpdatedAt.ToUniversalTime(),
        view.LastRun is { } last ? new(last.Id, last.State, last.EndedAt.ToUniversalTime()) : null);
}

/// <summary>The last run of a task that has ended.</summary>
public sealed record LastRunJson(Guid Id, RunState State, DateTimeOffset EndedAt);

/// <summary>When a task is due; which members it has depends on its kind.</summary>
public sealed record ScheduleJson
{
    /// <summary>immediate, once, cron or interval.</summary>
    public required string Kind { get; init; }

    /// <summary>Of once: the instant, with the offset its author wrote.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? At { get; init; }

    /// <summary>Of cron: five fields (crontab) or six to seven (Quartz, seconds first).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Cron { get; init; }

    /// <summary>Of cron: IANA time zone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TimeZone { get; init; }

    /// <summary>Of interval: ISO 8601 duration.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Every { get; init; }

    /// <summary>Of interval: the first due instant.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StartAt { get; init; }

    public static ScheduleJson Of(Schedule schedule)
    {
        var draft = ScheduleDraft.Of(schedule);
        return new()
        {
            Kind = schedule.Kind,
            At = draft.At,
            Cron = draft.Cron,
            TimeZone = draft.TimeZone,
            Every = draft.Every,
            StartAt = draft.StartAt,
        };
    }
}
