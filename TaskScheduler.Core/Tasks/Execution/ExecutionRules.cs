using TaskScheduler.Core.Runs.Retries;

namespace TaskScheduler.Core.Tasks.Execution;

/// <summary>What happens when a task is due while a run of it is still running.</summary>
public enum Overlap
{
    /// <summary>One run waits until the running one has ended; further ones are skipped.</summary>
    Queue,

    /// <summary>The new run is skipped.</summary>
    Skip,

    /// <summary>They run at the same time.</summary>
    Allow,

    /// <summary>The running one is cancelled, then the new one starts.</summary>
    CancelPrevious,
}

/// <summary>What becomes of a run that was lost with the program or the machine that executed it.</summary>
public enum Recovery
{
    /// <summary>It gets a further attempt, once.</summary>
    TryAgain,

    /// <summary>It ends as failed: for work that must not be done twice and can't tell that it is done a second time.</summary>
    MarkAsLost,
}

/// <summary>Which of the waiting runs start first. The numbers are stored.</summary>
public enum Priority
{
    Low = -1,
    Normal = 0,
    High = 1,
}

/// <summary>How runs of a task are executed.</summary>
public sealed record ExecutionRules
{
    /// <summary>What a task has whose author says nothing.</summary>
    public static ExecutionRules Default { get; } = new();

    public RetryRule Retry { get; init; } = RetryRule.Default;

    public Overlap Overlap { get; init; }

    public Recovery Recovery { get; init; }

    public Priority Priority { get; init; }
}
