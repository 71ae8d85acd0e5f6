using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Forecasting.WhatIf;

/// <summary>The load of a scheduled time before and after a change.</summary>
public sealed record LoadChange(LoadPoint Before, LoadPoint After)
{
    public DateTimeOffset DueAt => After.DueAt;
}

/// <summary>Another time for the task, at which those instances that run are enough.</summary>
/// <param name="DueAt">When the task would first be due.</param>
/// <param name="Shift">How far that is from the time asked for; negative when it is earlier.</param>
/// <param name="Load">What that time would take, with the task.</param>
public sealed record FreeSlot(DateTimeOffset DueAt, TimeSpan Shift, LoadPoint Load)
{
    /// <summary>The schedule that makes it so.</summary>
    public required Schedule Schedule { get; init; }
}

/// <summary>What saving a task would do to the load of the next three hours.</summary>
public sealed record WhatIfAnswer
{
    /// <summary>What a run of the task is expected to take, in ms, rounded up.</summary>
    public required long ComputeMs { get; init; }

    /// <summary>When it would first be due; null when not within the next three hours.</summary>
    public required DateTimeOffset? FirstDueAt { get; init; }

    /// <summary>How many runs there would be more of.</summary>
    public required int Gained { get; init; }

    /// <summary>How many fewer.</summary>
    public required int Lost { get; init; }

    /// <summary>How many would be due at another time.</summary>
    public required int Moved { get; init; }

    /// <summary>The times whose load would change, in order; of many, those that would need the most.</summary>
    public required IReadOnlyList<LoadChange> Changes { get; init; }

    /// <summary>How many further times would change.</summary>
    public int FurtherChanges { get; init; }

    /// <summary>The time that needs the most now; null when nothing is due.</summary>
    public required LoadPoint? PeakBefore { get; init; }

    /// <summary>The time that would need the most; null when nothing would be due.</summary>
    public required LoadPoint? PeakAfter { get; init; }

    /// <summary>Whether more instances are needed now.</summary>
    public required Capacity Before { get; init; }

    /// <summary>Whether more instances would be needed.</summary>
    public required Capacity After { get; init; }

    /// <summary>Whether the change itself would make more instances necessary than run.</summary>
    public bool NeedsMore => After.Needed > After.Running && After.Needed > Before.Needed;

    /// <summary>Whether those that run are enough at every time at which the task would be due.</summary>
    public required bool Fits { get; init; }

    /// <summary>Other times before and after the one asked for at which there is room, nearest first; none for a task whose schedule can't be shifted by minutes.</summary>
    public required IReadOnlyList<FreeSlot> FreeSlots { get; init; }
}
