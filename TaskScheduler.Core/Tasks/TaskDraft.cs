using System.Text.Json.Nodes;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks.Execution;
using TaskScheduler.Core.Tasks.Notify;

namespace TaskScheduler.Core.Tasks;

/// <summary>A task as somebody wrote it, not yet checked; the fields are those of the JSON.</summary>
public sealed record TaskDraft
{
    /// <summary>Characters that a title may have.</summary>
    public const int TitleLength = 200;

    public string? Title { get; init; }

    public string? Description { get; init; }

    /// <summary>Absent means <c>notification</c>.</summary>
    public string? Type { get; init; }

    public JsonObject? Payload { get; init; }

    public ScheduleDraft? Schedule { get; init; }

    /// <summary>Short for a schedule that is due once: ISO 8601 with offset.</summary>
    public string? ExecutionTime { get; init; }

    public string? UserEmail { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>ISO 8601 duration; absent means <c>PT1M</c>.</summary>
    public string? TimeLimit { get; init; }

    /// <summary>Absent means what a task has whose author says nothing.</summary>
    public ExecutionDraft? Execution { get; init; }

    /// <summary>Absent means what a task has whose author says nothing.</summary>
    public NotifyDraft? Notify { get; init; }

    /// <summary>The draft that gives the definition of <paramref name="task"/> when checked.</summary>
    public static TaskDraft Of(ScheduledTask task) => new()
    {
        Title = task.Title,
        Description = task.Description,
        Type = task.Type,
        Payload = JsonNode.Parse(task.Payload)!.AsObject(),
        Schedule = ScheduleDraft.Of(task.Schedule),
        UserEmail = task.UserEmail,
        Tags = task.Tags,
        TimeLimit = IsoText.Of(task.TimeLimit),
        Execution = ExecutionDraft.Of(task.Execution),
        Notify = NotifyDraft.Of(task.Notify),
    };
}
