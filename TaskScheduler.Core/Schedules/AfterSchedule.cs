using TaskScheduler.Core.Runs;

namespace TaskScheduler.Core.Schedules;

/// <summary>How the run of another task has to end.</summary>
public enum AfterOutcome
{
    Succeeded,

    /// <summary>It failed or timed out, and is not tried again by itself.</summary>
    Failed,

    /// <summary>In any way, cancelled ones included; skipped and missed occurrences never ran.</summary>
    Ended,
}

/// <summary>Due whenever a run of another task has ended.</summary>
public sealed record AfterSchedule(Guid TaskId, AfterOutcome On) : Schedule
{
    public override string Kind => "after";

    public override bool Recurs => true;

    /// <summary>Whether a run that ended in this state makes it due.</summary>
    public bool Matches(RunState state) => On switch
    {
        AfterOutcome.Succeeded => state == RunState.Succeeded,
        AfterOutcome.Failed => state is RunState.Failed or RunState.TimedOut or RunState.DeadLettered,
        _ => state is RunState.Succeeded or RunState.Failed or RunState.TimedOut or RunState.DeadLettered or RunState.Cancelled,
    };
}
