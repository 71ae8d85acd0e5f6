using TaskScheduler.Core.Forecasting.Spreading;
using TaskScheduler.Web.Api.Bulk;
using TaskScheduler.Web.Api.Documentation;

namespace TaskScheduler.Web.Api.Forecasts;

/// <summary>Which tasks are to be moved off a time that is too full; for the document alone.</summary>
public sealed record SpreadRequestJson
{
    /// <summary>Which tasks; an empty filter means every task. Give this or ids.</summary>
    public BulkFilterJson? Filter { get; init; }

    /// <summary>Which tasks; up to 10,000. Give this or a filter.</summary>
    public IReadOnlyList<Guid>? Ids { get; init; }

    /// <summary>The time they are to be moved off, of the next three hours; for each task the time at which it is due next unless said.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>How far a task may be moved: 1 to 180 minutes.</summary>
    public required int WithinMinutes { get; init; }

    /// <summary>Whether a task may become due earlier too; false unless said.</summary>
    public bool? Earlier { get; init; }
}

/// <summary>What spreading tasks would do; nothing is changed yet.</summary>
/// <param name="Moves">The tasks that would be moved. Send them to /tasks/spread/apply to have them moved.</param>
/// <param name="Stays">The tasks that would not, each with the reason.</param>
/// <param name="Before">Whether more instances are needed now.</param>
/// <param name="After">Whether more would be.</param>
public sealed record SpreadPlanJson(IReadOnlyList<SpreadMoveJson> Moves, IReadOnlyList<SpreadStayJson> Stays, CapacityJson Before, CapacityJson After)
{
    public static SpreadPlanJson Of(SpreadPlan plan) => new(
        [.. plan.Moves.Select(move => new SpreadMoveJson(move.TaskId, move.Version, move.Title, move.OldTime, move.NewTime, ScheduleJson.Of(move.NewSchedule)))],
        [.. plan.Stays.Select(stay => new SpreadStayJson(stay.TaskId, stay.Title, stay.Time, stay.HasRoom, stay.Reason))],
        CapacityJson.Of(plan.Before),
        CapacityJson.Of(plan.After));
}

/// <summary>A task that would be moved.</summary>
/// <param name="Version">That the plan was made from.</param>
/// <param name="Schedule">Its new schedule.</param>
public sealed record SpreadMoveJson(Guid TaskId, int Version, string Title, DateTimeOffset OldTime, DateTimeOffset NewTime, ScheduleJson Schedule);

/// <summary>A task that would stay.</summary>
/// <param name="Time">When it is due; null when not within the next three hours.</param>
/// <param name="HasRoom">It need not be moved.</param>
/// <param name="Reason">Why it stays.</param>
public sealed record SpreadStayJson(Guid TaskId, string Title, DateTimeOffset? Time, bool HasRoom, string Reason);

/// <summary>Moves of a plan to make; for the document alone.</summary>
public sealed record SpreadApplyJson
{
    /// <summary>1 to 10,000 moves, as the plan has them; their other members are ignored.</summary>
    public required IReadOnlyList<SpreadStepJson> Moves { get; init; }
}

/// <summary>One move to make; for the document alone.</summary>
public sealed record SpreadStepJson
{
    /// <summary>The task.</summary>
    public required Guid TaskId { get; init; }

    /// <summary>The version that the plan was made from.</summary>
    public required int Version { get; init; }

    /// <summary>Its new schedule.</summary>
    public required NewScheduleJson Schedule { get; init; }
}

/// <summary>What was moved.</summary>
/// <param name="Count">How many tasks.</param>
public sealed record SpreadDoneJson(int Count);
