using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Limits;

namespace TaskScheduler.Core.Persistence;

/// <summary>A task's definition. Instants in all rows are Unix milliseconds.</summary>
public sealed class TaskRow
{
    public Guid Id { get; set; }

    public required string Title { get; set; }

    public required string Description { get; set; }

    public required string Type { get; set; }

    public required string Payload { get; set; }

    /// <summary>Said apart from <see cref="Schedule"/> because status and clock ask for it by itself.</summary>
    public required string ScheduleKind { get; set; }

    public required string Schedule { get; set; }

    public bool Active { get; set; }

    public string? UserEmail { get; set; }

    /// <summary>JSON array of strings.</summary>
    public required string Tags { get; set; }

    public long TimeLimitMs { get; set; }

    /// <summary>JSON object: retries, overlap, recovery, priority.</summary>
    public required string Execution { get; set; }

    /// <summary>JSON object: of what its user is told.</summary>
    public string Notify { get; set; } = "{}";

    /// <summary>Said apart from <see cref="Notify"/> because the status asks for it; null when the setting holds.</summary>
    public long? QueueAheadMs { get; set; }

    /// <summary>Said apart from <see cref="Execution"/> because what waits is sorted by it.</summary>
    public int Priority { get; set; }

    /// <summary>The task after which it is due; said apart from <see cref="Schedule"/> because every outcome asks for it.</summary>
    public Guid? AfterTaskId { get; set; }

    /// <summary>The account that created it; null when the program itself did.</summary>
    public Guid? OwnerId { get; set; }

    public int Version { get; set; }

    public long CreatedAt { get; set; }

    public long UpdatedAt { get; set; }

    public required PlanRow Plan { get; set; }
}

/// <summary>What changes with every run of a task, kept apart so that a run rewrites few bytes.</summary>
public sealed class PlanRow
{
    /// <summary>Stands for "not due any more": sorts after every instant, so that one index serves the order.</summary>
    public const long Never = 253_402_300_799_999;

    public Guid TaskId { get; set; }

    public TaskRow Task { get; set; } = null!;

    public long NextDueAt { get; set; } = Never;

    public Guid? LastRunId { get; set; }

    public RunState? LastState { get; set; }

    public long? LastEndedAt { get; set; }

    /// <summary>How many of its runs have failed since the last success; what never ran counts for nothing.</summary>
    public int Failures { get; set; }

    /// <summary>When the latest of these failed; null without any.</summary>
    public long? FailedAt { get; set; }

    public Guid? FailedRunId { get; set; }

    /// <summary>Null while none of its runs has succeeded.</summary>
    public long? LastSuccessAt { get; set; }
}

/// <summary>A definition that was replaced or deleted: what older runs were made from.</summary>
public sealed class TaskVersionRow
{
    public Guid TaskId { get; set; }

    public int Version { get; set; }

    public long ReplacedAt { get; set; }

    public required string Title { get; set; }

    public required string Description { get; set; }

    public required string Type { get; set; }

    public required string Payload { get; set; }

    public required string Schedule { get; set; }

    public bool Active { get; set; }

    public string? UserEmail { get; set; }

    public required string Tags { get; set; }

    public long TimeLimitMs { get; set; }

    public required string Execution { get; set; }

    public string Notify { get; set; } = "{}";

    public Guid? OwnerId { get; set; }
}

/// <summary>One line of the ledger.</summary>
public sealed class RunRow
{
    public Guid Id { get; set; }

    public Guid TaskId { get; set; }

    public int TaskVersion { get; set; }

    public required string Title { get; set; }

    public required string Type { get; set; }

    public RunState State { get; set; }

    public RunTrigger Trigger { get; set; }

    public int Attempt { get; set; }

    public long DueAt { get; set; }

    public long? StartedAt { get; set; }

    public long? EndedAt { get; set; }

    public string? Node { get; set; }

    /// <summary>Grows with every claim; who writes an outcome has to know the current one.</summary>
    public int Fence { get; set; }

    public string? Reason { get; set; }

    public string? Error { get; set; }

    public int Occurrences { get; set; }

    public long? LastDueAt { get; set; }

    public int Priority { get; set; }

    /// <summary>The process that holds it, as long as the lease lasts; null when nobody does.</summary>
    public Guid? OwnerId { get; set; }

    public long? LeaseUntil { get; set; }

    /// <summary>How many retries it has had by itself since somebody last asked for it.</summary>
    public int Retries { get; set; }

    /// <summary>When its next attempt may start; null unless it is retrying.</summary>
    public long? RetryAt { get; set; }

    /// <summary>Of a dead letter: its error without what differs from run to run.</summary>
    public string? Cause { get; set; }

    /// <summary>Who asked for it to stop; null when nobody has.</summary>
    public string? CancelledBy { get; set; }
}

/// <summary>An attempt that was followed by another.</summary>
public sealed class RunAttemptRow
{
    public Guid RunId { get; set; }

    public int Attempt { get; set; }

    public RunState State { get; set; }

    /// <summary>It ended because the program did.</summary>
    public bool Lost { get; set; }

    public long? StartedAt { get; set; }

    public long? EndedAt { get; set; }

    public string? Node { get; set; }

    public string? Reason { get; set; }

    public string? Error { get; set; }
}

/// <summary>A part of what an attempt put out; apart from the run so that no list ever reads it.</summary>
public sealed class RunOutputPartRow
{
    public Guid RunId { get; set; }

    public int Attempt { get; set; }

    public int Part { get; set; }

    /// <summary>Where it begins within all that was put out, in bytes of UTF-8.</summary>
    public long StartByte { get; set; }

    public int Bytes { get; set; }

    /// <summary>How many line breaks were put out before it.</summary>
    public long FirstLine { get; set; }

    public required string Text { get; set; }
}

/// <summary>What a run was started with, apart from the run as its output is.</summary>
public sealed class RunInputRow
{
    public Guid RunId { get; set; }

    /// <summary>JSON text; null when it was started with none.</summary>
    public string? Input { get; set; }

    /// <summary>JSON object in place of its task's payload; null when that holds.</summary>
    public string? Payload { get; set; }

    /// <summary>The run after which it was started; null when it was not.</summary>
    public Guid? ParentRunId { get; set; }
}

/// <summary>A limit of runs.</summary>
public sealed class RunLimitRow
{
    public LimitScope Scope { get; set; }

    public required string Name { get; set; }

    public int? Concurrency { get; set; }

    public int? PerMinute { get; set; }
}
