using TaskScheduler.Core.Tasks.History;

namespace TaskScheduler.Core.Tasks;

/// <summary>What can be read of tasks: as they are, and as they were.</summary>
internal sealed record TaskReading(TaskQueries Queries, TaskHistory History);
