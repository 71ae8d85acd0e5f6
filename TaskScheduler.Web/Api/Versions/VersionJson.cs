using System.Text.Json.Nodes;
using TaskScheduler.Core.Runs.Retries;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks.Execution;
using TaskScheduler.Core.Tasks.History;

namespace TaskScheduler.Web.Api.Versions;

/// <summary>One field in which two definitions differ.</summary>
/// <param name="Field">As in the JSON of a task; of a payload its members by path, as payload.headers.Accept.</param>
/// <param name="Before">Null when it was absent or empty. Secrets are masked.</param>
/// <param name="After">Null when it is absent or empty. Secrets are masked.</param>
public sealed record FieldChangeJson(string Field, JsonNode? Before, JsonNode? After)
{
    public static FieldChangeJson Of(FieldChange change) => new(change.Field, change.Before?.DeepClone(), change.After?.DeepClone());
}

/// <summary>One version of a task, and how it came to be.</summary>
/// <param name="At">When it was made; null when that was not written down.</param>
/// <param name="By">Who made it; null when that was not written down.</param>
/// <param name="Action">What made it: task.created, task.changed, task.activated, task.deactivated or task.restored.</param>
/// <param name="Current">Whether the task has this version now.</param>
/// <param name="Changes">In which fields it differs from the version before; null when there is none, or it is not kept.</param>
public record VersionJson(int Version, DateTimeOffset? At, string? By, string? Action, bool Current, IReadOnlyList<FieldChangeJson>? Changes)
{
    public static VersionJson Of(TaskVersion version) => new(
        version.Version,
        version.At?.ToUniversalTime(),
        version.By,
        version.Action,
        version.IsCurrent,
        version.Changes?.Select(FieldChangeJson.Of).ToArray());
}

/// <summary>The versions of a task, newest first.</summary>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Deleted">Null while the task exists.</param>
public sealed record VersionPageJson(IReadOnlyList<VersionJson> Items, int Total, int Page, int PageSize, DeletionJson? Deleted)
{
    public static VersionPageJson Of(TaskVersions versions) => new(
        [.. versions.Page.Items.Select(VersionJson.Of)],
        versions.Page.Total,
        versions.Page.Page,
        versions.Page.PageSize,
        versions.Deleted is { } deleted ? new(deleted.By, deleted.At.ToUniversalTime()) : null);
}

/// <summary>Who deleted a task, and when.</summary>
public sealed record DeletionJson(string? By, DateTimeOffset At);

/// <summary>A task's definition as it was in one version. Secrets in it are masked; bringing the version back brings them back.</summary>
public sealed record VersionDefinitionJson : VersionJson
{
    private VersionDefinitionJson(VersionJson version)
        : base(version)
    {
    }

    public required string Title { get; init; }

    public required string Description { get; init; }

    public required string Type { get; init; }

    public required JsonObject Payload { get; init; }

    public required ScheduleJson Schedule { get; init; }

    public required bool Active { get; init; }

    public required string? UserEmail { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required string TimeLimit { get; init; }

    public required RetryJson Retry { get; init; }

    public required string Overlap { get; init; }

    public required string Recovery { get; init; }

    public required string Priority { get; init; }

    public required NotifyJson Notify { get; init; }

    public new static VersionDefinitionJson Of(TaskVersion version) => new(VersionJson.Of(version))
    {
        Title = version.Task.Title,
        Description = version.Task.Description,
        Type = version.Task.Type,
        Payload = JsonNode.Parse(version.Task.Payload)!.AsObject(),
        Schedule = ScheduleJson.Of(version.Task.Schedule),
        Active = version.Task.Active,
        UserEmail = version.Task.UserEmail,
        Tags = version.Task.Tags,
        TimeLimit = IsoText.Of(version.Task.TimeLimit),
        Retry = RetryJson.Of(RetryDraft.Of(version.Task.Execution.Retry)),
        Overlap = ExecutionDraft.Of(version.Task.Execution).Overlap!,
        Recovery = ExecutionDraft.Of(version.Task.Execution).Recovery!,
        Priority = ExecutionDraft.Of(version.Task.Execution).Priority!,
        Notify = NotifyJson.Of(version.Task.Notify),
    };
}
