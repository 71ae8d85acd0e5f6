using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Forecasting.Spreading;

/// <summary>A selected task with all that placing it takes.</summary>
/// <param name="OldTime">The time it is to be moved off, in Unix seconds.</param>
/// <param name="Times">When it is due in the next three hours.</param>
internal sealed record SpreadTask(Guid Id, string Title, int Version, Schedule Schedule, long OldTime, IReadOnlyList<long> Times, TaskLoad Load);

/// <summary>Where a task is put.</summary>
/// <param name="Minutes">How much later; negative when it is earlier.</param>
/// <param name="Schedule">The one that makes it so.</param>
internal sealed record SpreadPlacement(SpreadTask Task, int Minutes, Schedule Schedule);
