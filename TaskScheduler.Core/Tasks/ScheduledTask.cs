using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks.Execution;
using TaskScheduler.Core.Tasks.Notify;

namespace TaskScheduler.Core.Tasks;

/// <summary>What a user defined: what to do, when, and for whom.</summary>
public sealed record ScheduledTask
{
    public required Guid Id { get; init; }

    public required string Title { get; init; }

    public string Description { get; init; } = "";

    /// <summary>Key of its task type, for example <c>http</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What the task type needs, as a JSON object that its description has accepted.</summary>
    public required string Payload { get; init; }

    public required Schedule Schedule { get; init; }

    /// <summary>False while it is set inactive: it is kept, and nothing of it becomes due.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Who is told about it; null when nobody is.</summary>
    public string? UserEmail { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>How long one attempt may take: one second to one day.</summary>
    public required TimeSpan TimeLimit { get; init; }

    /// <summary>How its runs are executed.</summary>
    public ExecutionRules Execution { get; init; } = ExecutionRules.Default;

    /// <summary>How its user is told about it.</summary>
    public NotifyRules Notify { get; init; } = NotifyRules.Default;

    /// <summary>The account that created it and may change it; null when the program itself did.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>Grows by one with every change of the definition; starts at 1.</summary>
    public required int Version { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>Where a task stands, as clients see it.</summary>
public enum TaskStatus
{
    /// <summary>Waiting for its time.</summary>
    Pending,

    /// <summary>Its time is near, or it is due and about to start.</summary>
    Queued,

    /// <summary>A run of it is being executed.</summary>
    Running,

    /// <summary>It was to run once, and has.</summary>
    Executed,

    /// <summary>Set inactive: nothing of it becomes due.</summary>
    Inactive,
}

/// <summary>The last run of a task that has ended.</summary>
public sealed record LastRun(Guid Id, RunState State, DateTimeOffset EndedAt);

/// <summary>A task with where it stands now.</summary>
/// <param name="ExecutionTime">Next due instant; null when it has none.</param>
/// <param name="LastRun">Null while no run of it has ended.</param>
public sealed record TaskView(ScheduledTask Task, TaskStatus Status, DateTimeOffset? ExecutionTime, LastRun? LastRun)
{
    /// <summary>Title of the task after which it is due; null when it is due after none, or that one was deleted.</summary>
    public string? ParentTitle { get; init; }
}

/// <summary>A task that is due after another one.</summary>
/// <param name="On">How a run of the other one has to end.</param>
public sealed record FollowingTask(Guid Id, string Title, AfterOutcome On, bool Active);
