namespace TaskScheduler.Core.Forecasting;

/// <summary>A task that is due at a hot spot.</summary>
/// <param name="ComputeMs">What a run of it is expected to take, in ms, rounded up.</param>
public sealed record HotTask(Guid Id, string Title, string Type, long ComputeMs);

/// <summary>One of the scheduled times that need the most.</summary>
/// <param name="Tasks">Those of its tasks that take the most, most first.</param>
/// <param name="FurtherTasks">How many more runs are due then.</param>
public sealed record HotSpot(LoadPoint Load, IReadOnlyList<HotTask> Tasks, int FurtherTasks);
