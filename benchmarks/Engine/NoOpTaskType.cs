using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Benchmarks.Engine;

/// <summary>Does nothing but note that it was started.</summary>
internal sealed class NoOpTaskType(Starts starts) : ITaskType
{
    public const string Key = "no-op";

    public TaskTypeDescription Description { get; } = new(Key, "No operation", "Does nothing.", "pending", []);

    public Task<Performance> PerformAsync(RunContext run, CancellationToken cancellationToken)
    {
        starts.Note(run.DueAt);
        return Task.FromResult(Performance.Succeeded());
    }
}
