using System.Text.Json.Nodes;

namespace TaskScheduler.Web.Api.Documentation;

// These are for the document alone: a body is read by TaskBody, which names every fault, and a test compares the two.

/// <summary>What a task may have besides its title.</summary>
public abstract record TaskMembersJson
{
    /// <summary>What it is about; a notification sends it as text.</summary>
    public string? Description { get; init; }

    /// <summary>Key of a task type; notification unless said.</summary>
    public string? Type { get; init; }

    /// <summary>What the task type needs: GET /api/task-types has its JSON schema.</summary>
    public JsonObject? Payload { get; init; }

    /// <summary>When it is due.</summary>
    public NewScheduleJson? Schedule { get; init; }

    /// <summary>Short for a schedule that is due once: ISO 8601 with offset, such as 2030-12-01T09:00:00+01:00.</summary>
    public string? ExecutionTime { get; init; }

    /// <summary>E-mail address of who is told about it.</summary>
    public string? UserEmail { get; init; }

    /// <summary>Words to find it by.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>How long one attempt may take, as an ISO 8601 duration; PT1M unless said.</summary>
    public string? TimeLimit { get; init; }
}

/// <summary>A task to create. It needs a title and, unless it is due at once, a schedule or an execution time.</summary>
public record NewTaskJson : TaskMembersJson
{
    /// <summary>What it is called, for people.</summary>
    public required string Title { get; init; }
}

/// <summary>What shall differ from the task that is copied.</summary>
public sealed record TaskChangesJson : TaskMembersJson
{
    /// <summary>What it is called, for people.</summary>
    public string? Title { get; init; }
}

/// <summary>A task as it shall be from now on.</summary>
public sealed record ReplacementJson : NewTaskJson
{
    /// <summary>The version that is replaced; refused when the task has another by now. Any unless said.</summary>
    public int? Version { get; init; }
}

/// <summary>When a task shall be due.</summary>
public sealed record NewScheduleJson
{
    /// <summary>immediate, once, cron or interval.</summary>
    public required string Kind { get; init; }

    /// <summary>For once: ISO 8601 with offset.</summary>
    public string? At { get; init; }

    /// <summary>For cron: five fields (crontab) or six to seven (Quartz, seconds first).</summary>
    public string? Cron { get; init; }

    /// <summary>For cron: IANA time zone; UTC unless said.</summary>
    public string? TimeZone { get; init; }

    /// <summary>For interval: ISO 8601 duration, such as PT90M.</summary>
    public string? Every { get; init; }

    /// <summary>For interval: the first due instant, ISO 8601 with offset; one interval from now unless said.</summary>
    public string? StartAt { get; init; }
}
