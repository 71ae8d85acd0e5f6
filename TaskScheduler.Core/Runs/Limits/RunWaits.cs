using Microsoft.Extensions.Options;
using TaskScheduler.Core.Runs.Executing;

namespace TaskScheduler.Core.Runs.Limits;

/// <summary>Says what runs wait for.</summary>
public sealed class RunWaits(HeldRuns held, RunningRuns running, IOptions<RunOptions> options)
{
    /// <summary>The run with what it waits for.</summary>
    public Run Of(Run run) => run.State switch
    {
        RunState.Retrying => run with { WaitsFor = "its next attempt" },
        RunState.Queued => run with { WaitsFor = held.Find(run.Id)?.Words ?? OfQueue() },
        _ => run,
    };

    private string OfQueue() => running.Count >= options.Value.Concurrency
        ? $"a free slot: {English.Count(options.Value.Concurrency, "run")} may be executed at once"
        : "its start, in a moment";
}
