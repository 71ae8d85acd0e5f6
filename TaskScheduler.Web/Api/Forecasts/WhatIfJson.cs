using TaskScheduler.Core.Forecasting;
using TaskScheduler.Core.Forecasting.WhatIf;
using TaskScheduler.Web.Api.Documentation;

namespace TaskScheduler.Web.Api.Forecasts;

/// <summary>A task that is not saved yet; for the document alone.</summary>
public sealed record WhatIfRequestJson
{
    /// <summary>The task as it would be saved.</summary>
    public required NewTaskJson Task { get; init; }

    /// <summary>The task that it would replace; a new one unless said.</summary>
    public Guid? Replaces { get; init; }
}

/// <summary>What saving a task would do to the next three hours.</summary>
/// <param name="ComputeMs">What a run of it is expected to take, in milliseconds.</param>
/// <param name="FirstDueAt">When it would first be due; null when not within the next three hours.</param>
/// <param name="Fits">Whether the instances that run are enough at all of its times.</param>
/// <param name="NeedsMore">Whether it would make more instances necessary than run.</param>
/// <param name="Gained">How many runs there would be more of.</param>
/// <param name="Lost">How many fewer.</param>
/// <param name="Moved">How many would be due at another time.</param>
/// <param name="Changes">The times whose load would change; of many, those that would need the most.</param>
/// <param name="FurtherChanges">How many further times would change.</param>
/// <param name="PeakBefore">The time that needs the most now; null when nothing is due.</param>
/// <param name="PeakAfter">The time that would need the most.</param>
/// <param name="Before">Whether more instances are needed now.</param>
/// <param name="After">Whether more would be.</param>
/// <param name="FreeSlots">Other times at which there is room for it, nearest first.</param>
public sealed record WhatIfJson(
    long ComputeMs,
    DateTimeOffset? FirstDueAt,
    bool Fits,
    bool NeedsMore,
    int Gained,
    int Lost,
    int Moved,
    IReadOnlyList<LoadChangeJson> Changes,
    int FurtherChanges,
    LoadPointJson? PeakBefore,
    LoadPointJson? PeakAfter,
    CapacityJson Before,
    CapacityJson After,
    IReadOnlyList<FreeSlotJson> FreeSlots)
{
    public static WhatIfJson Of(WhatIfAnswer answer) => new(
        answer.ComputeMs,
        answer.FirstDueAt,
        answer.Fits,
        answer.NeedsMore,
        answer.Gained,
        answer.Lost,
        answer.Moved,
        [.. answer.Changes.Select(change => new LoadChangeJson(change.DueAt, LoadPointJson.Of(change.Before), LoadPointJson.Of(change.After)))],
        answer.FurtherChanges,
        Point(answer.PeakBefore),
        Point(answer.PeakAfter),
        CapacityJson.Of(answer.Before),
        CapacityJson.Of(answer.After),
        [.. answer.FreeSlots.Select(slot => new FreeSlotJson(slot.DueAt, (int)slot.Shift.TotalMinutes, LoadPointJson.Of(slot.Load), ScheduleJson.Of(slot.Schedule)))]);

    private static LoadPointJson? Point(LoadPoint? point) => point is null ? null : LoadPointJson.Of(point);
}

/// <summary>The load of a scheduled time before and after.</summary>
public sealed record LoadChangeJson(DateTimeOffset DueAt, LoadPointJson Before, LoadPointJson After);

/// <summary>Another time for a task, at which there is room for it.</summary>
/// <param name="DueAt">When it would first be due.</param>
/// <param name="ShiftMinutes">How much later that is than asked for; negative when it is earlier.</param>
/// <param name="Load">What that time would take, with the task.</param>
/// <param name="Schedule">The schedule that makes it so.</param>
public sealed record FreeSlotJson(DateTimeOffset DueAt, int ShiftMinutes, LoadPointJson Load, ScheduleJson Schedule);
