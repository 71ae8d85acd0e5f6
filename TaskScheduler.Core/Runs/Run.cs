using TaskScheduler.Core.Paging;
using TaskScheduler.Core.Runs.Chaining;

namespace TaskScheduler.Core.Runs;

/// <summary>Where a run stands. docs/run-states.md draws how it gets there. The numbers are stored: never reuse one.</summary>
public enum RunState
{
    /// <summary>Due and recorded, not started.</summary>
    Queued = 0,

    /// <summary>Claimed by a runner that performs it.</summary>
    Running = 1,

    /// <summary>An attempt failed; the next one waits for its time.</summary>
    Retrying = 2,

    Succeeded = 10,

    Failed = 11,

    /// <summary>Stopped at its task's time limit.</summary>
    TimedOut = 12,

    /// <summary>Stopped, or kept from starting, by a user.</summary>
    Cancelled = 13,

    /// <summary>Did not start, for a reason of the task: its schedule was changed, it was deleted or set inactive.</summary>
    Skipped = 14,

    /// <summary>Became due while the program was down or the machine asleep; may stand for many occurrences.</summary>
    Missed = 15,

    /// <summary>Its retries are used up.</summary>
    DeadLettered = 16,
}

/// <summary>What follows from a run's state.</summary>
public static class RunStates
{
    /// <summary>Whether nothing more happens to a run in this state by itself.</summary>
    public static bool HasEnded(this RunState state) => state >= RunState.Succeeded;

    /// <summary>Whether a run in this state was performed and has come to its end, well or not.</summary>
    public static bool HasRun(this RunState state) => state is RunState.Succeeded or RunState.Failed or RunState.TimedOut or RunState.DeadLettered;
}

/// <summary>What made a run due. The numbers are stored: never reuse one.</summary>
public enum RunTrigger
{
    Schedule = 0,

    /// <summary>Its occurrence fell into a time in which the program was down.</summary>
    CatchUp = 1,

    /// <summary>Somebody asked for it.</summary>
    Manual = 2,

    /// <summary>Another program asked for it by the task's secret address.</summary>
    Webhook = 3,

    /// <summary>The task after which it is due has ended.</summary>
    Chain = 4,
}

/// <summary>One occurrence of a task being executed, or what became of it.</summary>
public sealed record Run
{
    public required Guid Id { get; init; }

    public required Guid TaskId { get; init; }

    /// <summary>Version of the definition it was made from.</summary>
    public required int TaskVersion { get; init; }

    /// <summary>The task's title when it became due.</summary>
    public required string Title { get; init; }

    public required string Type { get; init; }

    public required RunState State { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Start of the latest attempt; null while none has started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The attempt that runs, ran last, or comes next; from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The attempt that has started last, whose output there is: one that waits for its start has none yet. From 1.</summary>
    public int LatestAttempt => StartedAt is null && Attempt > 1 ? Attempt - 1 : Attempt;

    public RunTrigger Trigger { get; init; }

    /// <summary>Name of the machine that executes or executed it.</summary>
    public string? Node { get; init; }

    /// <summary>Why it is in its state, in words for a person; null when the state says it all.</summary>
    public string? Reason { get; init; }

    /// <summary>What went wrong in the latest attempt.</summary>
    public string? Error { get; init; }

    /// <summary>How many occurrences this row stands for; more than 1 only when missed.</summary>
    public int Occurrences { get; init; } = 1;

    /// <summary>Due instant of the last occurrence it stands for; null when it stands for one.</summary>
    public DateTimeOffset? LastDueAt { get; init; }

    /// <summary>When its next attempt may start; null unless it is retrying.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>What it waits for, as the end of "it waits for …"; null when it does not wait.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>How long the latest attempt took, in ms; null until it has ended.</summary>
    public long? ElapsedMs => StartedAt is { } start && EndedAt is { } end ? (long)(end - start).TotalMilliseconds : null;

    /// <summary>How long after its due instant the latest attempt started, in ms; null until it has.</summary>
    public long? LatenessMs => StartedAt is { } start ? (long)(start - DueAt).TotalMilliseconds : null;
}

/// <summary>An attempt of a run that was followed by another.</summary>
public sealed record EarlierAttempt(int Attempt, RunState State, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Node, string? Reason, string? Error);

/// <summary>A run with all that is kept of it.</summary>
/// <param name="Output">What the latest attempt has put out, its middle left out when it is longer than <see cref="Outputs.OutputStore.PreviewSize"/>; null when nothing.</param>
/// <param name="Payload">The JSON its task type was given; null when that version of the task is not kept any more.</param>
/// <param name="Input">The JSON it was started with; null when with none.</param>
/// <param name="Task">Whose its task is; null when the task is not there any more.</param>
public sealed record RunDetail(Run Run, IReadOnlyList<EarlierAttempt> EarlierAttempts, string? Output, string? Payload, string? Input, TaskOfRun? Task)
{
    public bool TaskExists => Task is not null;

    /// <summary>The run after which it was started; null when it was not, or that one is not kept any more.</summary>
    public RelatedRun? Parent { get; init; }

    /// <summary>The runs that its end started.</summary>
    public IReadOnlyList<RelatedRun> Children { get; init; } = [];

    /// <summary>Whether <see cref="Payload"/> was given to this run alone, in place of its task's.</summary>
    public bool HasOwnPayload { get; init; }
}

/// <summary>What decides who may do something to a task's runs.</summary>
public sealed record TaskOfRun(Guid? OwnerId, IReadOnlyList<string> Tags);

/// <summary>Which ended runs to read; an absent part excludes none.</summary>
/// <param name="Page">From 1.</param>
/// <param name="PageSize">1 to 500.</param>
public sealed record RunQuery(int Page = 1, int PageSize = 25)
{
    /// <summary>
    /// How many of the newest ended runs of a list are searched for words: a text may be anywhere in them, so each has to be read, and to
    /// read millions takes longer than anybody waits. What else is asked for (a task, a type, an outcome, days) narrows the list first.
    /// </summary>
    public const int SearchedRuns = 5_000;

    public Guid? TaskId { get; init; }

    public RunState? State { get; init; }

    public string? Type { get; init; }

    /// <summary>The cause of dead letters, exactly as their group names it.</summary>
    public string? Cause { get; init; }

    /// <summary>Ended at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Ended before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Found in title, reason or error, without regard to case (of ASCII letters); of ended runs in the newest <see cref="SearchedRuns"/>.</summary>
    public string? Search { get; init; }

    /// <summary>Only these; null means all.</summary>
    public IReadOnlyCollection<Guid>? Ids { get; init; }

    /// <summary>Begin after this place instead of at <see cref="Page"/>.</summary>
    public PageCursor? After { get; init; }

    /// <summary>To which list the cursors of its pages belong.</summary>
    public string ListName => PageCursor.NameOf(
        "runs", TaskId, State, string.IsNullOrEmpty(Type) ? null : Type, Cause, From?.ToUnixTimeMilliseconds(), To?.ToUnixTimeMilliseconds(), string.IsNullOrWhiteSpace(Search) ? null : Search.Trim());
}
