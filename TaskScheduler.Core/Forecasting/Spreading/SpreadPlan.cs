using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Core.Forecasting.Spreading;

/// <summary>Which tasks are to be moved off a time that is too full, and how far.</summary>
/// <param name="Filter">Which tasks; those out of the caller's reach are named as not moved when they are given by id.</param>
/// <param name="Within">How far a task may be moved: 1 minute to 3 hours, whole minutes.</param>
public sealed record SpreadRequest(TaskFilter Filter, TimeSpan Within)
{
    /// <summary>The time they are to be moved off, of the next three hours; null means for each task the time at which it is due next.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Whether a task may also become due earlier than now planned.</summary>
    public bool Earlier { get; init; }
}

/// <summary>A task that is moved.</summary>
/// <param name="Version">That the plan was made from.</param>
public sealed record SpreadMove(Guid TaskId, int Version, string Title, DateTimeOffset OldTime, DateTimeOffset NewTime, Schedule OldSchedule, Schedule NewSchedule);

/// <summary>A task that stays where it is.</summary>
/// <param name="Time">When it is due; null when it is not within the next three hours.</param>
/// <param name="HasRoom">It need not be moved: there is room for it where it is.</param>
/// <param name="Reason">As a sentence.</param>
public sealed record SpreadStay(Guid TaskId, string Title, DateTimeOffset? Time, bool HasRoom, string Reason);

/// <summary>What spreading a selection of tasks would do; nothing is changed yet.</summary>
/// <param name="Before">Whether more instances are needed now.</param>
/// <param name="After">Whether they would be.</param>
public sealed record SpreadPlan(IReadOnlyList<SpreadMove> Moves, IReadOnlyList<SpreadStay> Stays, Capacity Before, Capacity After);

/// <summary>One move of a plan, to be made.</summary>
/// <param name="Version">Refused as a conflict when the task has another one by now.</param>
/// <param name="Schedule">Its new schedule.</param>
public sealed record SpreadStep(Guid TaskId, int Version, ScheduleDraft Schedule)
{
    public static SpreadStep Of(SpreadMove move) => new(move.TaskId, move.Version, ScheduleDraft.Of(move.NewSchedule));
}
