using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Tasks.Notify;

/// <summary>After which runs the task's user gets an e-mail.</summary>
public enum ExecutedMail
{
    /// <summary>After each.</summary>
    Always,

    /// <summary>After those that did not succeed.</summary>
    OnFailure,

    Never,
}

/// <summary>For what the task's user gets calendar invites.</summary>
public enum Invite
{
    /// <summary>For each occurrence, when it is queued.</summary>
    Each,

    /// <summary>Once, for all occurrences as a series; where the schedule can't be said as one, for each.</summary>
    Series,

    Never,
}

/// <summary>How a task tells its user what becomes of it.</summary>
public sealed record NotifyRules
{
    /// <summary>Longest time before an occurrence at which it can be queued.</summary>
    public static readonly TimeSpan LongestQueueAhead = TimeSpan.FromDays(7);

    /// <summary>What a task has whose author says nothing.</summary>
    public static NotifyRules Default { get; } = new();

    /// <summary>Null means always for a task that is due once, on failure for one that recurs.</summary>
    public ExecutedMail? Executed { get; init; }

    /// <summary>Null means each, but for occurrences that follow within an hour of one that was invited for.</summary>
    public Invite? Invite { get; init; }

    /// <summary>How long before its due instant an occurrence is queued: 0 to 7 days, whole seconds; null means as the setting says.</summary>
    public TimeSpan? QueueAhead { get; init; }

    /// <summary>After which runs its user gets an e-mail.</summary>
    /// <param name="scheduleKind">As <see cref="Schedule.Kind"/>.</param>
    public ExecutedMail ExecutedFor(string scheduleKind) => Executed ?? (scheduleKind is "once" or "immediate" ? ExecutedMail.Always : ExecutedMail.OnFailure);
}

/// <summary>Which outcomes a choice means.</summary>
public static class ExecutedMailMeaning
{
    public static bool Means(this ExecutedMail choice, RunState outcome) => choice switch
    {
        ExecutedMail.Always => outcome.HasRun(),
        ExecutedMail.OnFailure => outcome.HasRun() && outcome != RunState.Succeeded,
        _ => false,
    };
}
