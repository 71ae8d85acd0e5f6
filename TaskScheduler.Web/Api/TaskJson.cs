using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Retries;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.Execution;
using TaskScheduler.Core.Tasks.Notify;
using TaskStatus = TaskScheduler.Core.Tasks.TaskStatus;

namespace TaskScheduler.Web.Api;

/// <summary>A task as other programs see it.</summary>
/// <param name="Type">Key of its task type; GET /api/task-types lists them.</param>
/// <param name="Payload">What its task type needs.</param>
/// <param name="ExecutionTime">Next due instant; null when it has none.</param>
/// <param name="UserEmail">Who is told about it; null when nobody is.</param>
/// <param name="TimeLimit">How long one attempt may take, as an ISO 8601 duration.</param>
/// <param name="Retry">What follows a failed attempt.</param>
/// <param name="Overlap">What happens when it is due while a run of it is running: queue, skip, allow or cancelPrevious.</param>
/// <param name="Recovery">What becomes of a run that was lost with the program: tryAgain or markAsLost.</param>
/// <param name="Priority">Which of the waiting runs start first: low, normal or high.</param>
/// <param name="Notify">How its user is told; members that are absent have their defaults.</param>
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
    RetryJson Retry,
    string Overlap,
    string Recovery,
    string Priority,
    NotifyJson Notify,
    Guid? UserId,
    int Version,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    LastRunJson? LastRun)
{
    public static TaskJson Of(TaskView view) => Of(view, ExecutionDraft.Of(view.Task.Execution));

    private static TaskJson Of(TaskView view, ExecutionDraft execution) => new(
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
        RetryJson.Of(execution.Retry!),
        execution.Overlap!,
        execution.Recovery!,
        execution.Priority!,
        NotifyJson.Of(view.Task.Notify),
        view.Task.OwnerId,
        view.Task.Version,
        view.Task.CreatedAt.ToUniversalTime(),
        view.Task.UpdatedAt.ToUniversalTime(),
        view.LastRun is { } last ? new(last.Id, last.State, last.EndedAt.ToUniversalTime()) : null);
}

/// <summary>What follows a failed attempt; which members it has depends on its kind.</summary>
public sealed record RetryJson
{
    /// <summary>none, fixed, exponential or list.</summary>
    public required string Kind { get; init; }

    /// <summary>Of fixed and exponential: the (first) wait, as an ISO 8601 duration.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Wait { get; init; }

    /// <summary>Of exponential: the longest wait.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MaxWait { get; init; }

    /// <summary>Of fixed and exponential: how many.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Retries { get; init; }

    /// <summary>Of exponential: whether waits are made up to a quarter shorter or longer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Jitter { get; init; }

    /// <summary>Of list: the wait before each retry.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Waits { get; init; }

    /// <summary>No attempt starts later than this after the run was due; absent when age does not matter.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MaxAge { get; init; }

    public static RetryJson Of(RetryDraft rule) => new()
    {
        Kind = rule.Kind!,
        Wait = rule.Wait,
        MaxWait = rule.MaxWait,
        Retries = rule.Retries,
        Jitter = rule.Jitter,
        Waits = rule.Waits,
        MaxAge = rule.MaxAge,
    };
}

/// <summary>How the user of a task is told about it.</summary>
public sealed record NotifyJson
{
    /// <summary>After which runs there is an e-mail: always, onFailure or never. Absent, always for a task that is due once and onFailure for one that recurs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Executed { get; init; }

    /// <summary>For what there are calendar invites: each (occurrence), series or never. Absent, for each, at most one an hour.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Invite { get; init; }

    /// <summary>How long before its time an occurrence is queued, as an ISO 8601 duration. Absent, as the server's setting says.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? QueueAhead { get; init; }

    public static NotifyJson Of(NotifyRules rules)
    {
        var draft = NotifyDraft.Of(rules);
        return new() { Executed = draft.Executed, Invite = draft.Invite, QueueAhead = draft.QueueAhead };
    }
}

/// <summary>The last run of a task that has ended.</summary>
public sealed record LastRunJson(Guid Id, RunState State, DateTimeOffset EndedAt);

/// <summary>When a task is due; which members it has depends on its kind.</summary>
public sealed record ScheduleJson
{
    /// <summary>immediate, once, cron, interval or after.</summary>
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

    /// <summary>Of after: id of the task after which it is due.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Task { get; init; }

    /// <summary>Of after: how a run of that task has to end: succeeded, failed or ended.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? On { get; init; }

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
            Task = draft.Task,
            On = draft.On,
        };
    }
}
