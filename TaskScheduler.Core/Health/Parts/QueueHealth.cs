using Microsoft.Extensions.Options;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Executing;
using TaskScheduler.Core.Runs.Limits;

namespace TaskScheduler.Core.Health.Parts;

/// <summary>How much waits to be executed.</summary>
public sealed class QueueHealth(RunQueue queue, HeldRuns held, RunningRuns running, IOptions<RunOptions> options) : IHealthSource
{
    public HealthEntry Look()
    {
        var full = queue.Count >= queue.Capacity;
        return new("queue", full ? HealthStatus.Degraded : HealthStatus.Healthy, full
            ? $"The queue is full: more than {queue.Capacity:N0} runs wait, and the rest of them in the database. They start as soon as there is room."
            : $"{English.Count(queue.Count, "run")} in the queue, {English.Count(running.Count, "run")} being executed, {English.Count(held.Count, "run")} held by a limit or by another run of the same task.")
        {
            Facts = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["queued"] = queue.Count,
                ["held"] = held.Count,
                ["running"] = running.Count,
                ["capacity"] = queue.Capacity,
                ["concurrency"] = options.Value.Concurrency,
            },
        };
    }
}
