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

    /// <summary>What follows a failed attempt; three retries after 10, 20 and 40 seconds unless said.</summary>
    public NewRetryJson? Retry { get; init; }

    /// <summary>What happens when it is due while a run of it is running: queue (unless said), skip, allow or cancelPrevious.</summary>
    public string? Overlap { get; init; }

    /// <summary>What becomes of a run that was lost with the program: tryAgain (unless said) or markAsLost.</summary>
    public string? Recovery { get; init; }

    /// <summary>Which of the waiting runs start first: low, normal (unless said) or high.</summary>
    public string? Priority { get; init; }

    /// <summary>How its user is told about it.</summary>
    public NewNotifyJson? Notify { get; init; }
}

/// <summary>How the user of a task shall be told.</summary>
public sealed record NewNotifyJson
{
    /// <summary>After which runs there is an e-mail: always, onFailure or never. Unless said, always for a task that is due once and onFailure for one that recurs.</summary>
    public string? Executed { get; init; }

    /// <summary>For what there are calendar invites: each (occurrence), series or never. Unless said, for each, at most one an hour.</summary>
    public string? Invite { get; init; }

    /// <summary>How long before its time an occurrence is queued, as an ISO 8601 duration of up to P7D; as the server's setting says unless said.</summary>
    public string? QueueAhead { get; init; }
}

/// <summary>What shall follow a failed attempt.</summary>
public sealed record NewRetryJson
{
    /// <summary>none, fixed, exponential (unless said) or list.</summary>
    public string? Kind { get; init; }

    /// <summary>For fixed and exponential: the (first) wait, as an ISO 8601 duration; PT10S unless said.</summary>
    public string? Wait { get; init; }

    /// <summary>For exponential: the longest wait; PT1H unless said.</summary>
    public string? MaxWait { get; init; }

    /// <summary>For fixed and exponential: 1 to 100; 3 unless said.</summary>
    public int? Retries { get; init; }

    /// <summary>For exponential: whether waits are made up to a quarter shorter or longer, so that runs that failed together are not tried again together; true unless said.</summary>
    public bool? Jitter { get; init; }

    /// <summary>For list: the wait before each retry.</summary>
    public IReadOnlyList<string>? Waits { get; init; }

    /// <summary>No attempt starts later than this after the run was due.</summary>
    public string? MaxAge { get; init; }
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
    /// <summary>immediate, once, cron, interval or after (another task).</summary>
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

    /// <summary>For after: id of the task after which it is due.</summary>
    public string? Task { get; init; }

    /// <summary>For after: how a run of that task has to end: succeeded (unless said), failed or ended.</summary>
    public string? On { get; init; }
}
