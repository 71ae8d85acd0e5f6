using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Forecasting.Model;

/// <summary>An active task as the forecast knows it.</summary>
/// <param name="Version">Of its definition.</param>
internal sealed record PlannedTask(Guid Id, Schedule Schedule, string Type, int Version);

/// <summary>Where a task stands in the sums.</summary>
internal sealed class Place(PlannedTask task)
{
    public PlannedTask Task { get; } = task;

    /// <summary>Null when nobody can say when it is due.</summary>
    public LoadGroup? Group { get; set; }

    /// <summary>In microseconds; null when its type's average counts.</summary>
    public long? Compute { get; set; }
}
