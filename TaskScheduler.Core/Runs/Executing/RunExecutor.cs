using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Runs.Leases;
using TaskScheduler.Core.Telemetry;

namespace TaskScheduler.Core.Runs.Executing;

/// <summary>Executes a claimed run: has it performed and hands its outcome on, or gives it back when the program stops.</summary>
public sealed class RunExecutor(
    AttemptRunner attempts, OutcomeRecorder outcomes, LostRunRescuer rescuer, IOptions<RunOptions> options, TimeProvider time, ILogger<RunExecutor> log)
{
    // Never disposed: without a timer of its own it holds nothing, and the grace of a stop may end after the last run has.
    private readonly CancellationTokenSource interrupt = new();

    public async Task ExecuteAsync(ClaimedRun run)
    {
        using var scope = RunsLog.OfAttempt(log, run.Context.RunId, run.Context.TaskId, run.Context.Attempt);
        using var trace = RunTrace.Begin(run);
        if (await attempts.RunAsync(run, interrupt.Token) is { } finished)
            await outcomes.RecordAsync(trace?.Ended(finished) ?? finished);
        else
        {
            await rescuer.GiveBackAsync(run);
            RunsLog.Interrupted(log, run.Context.RunId);
        }
    }

    /// <summary>Interrupts what still runs once the grace of a stop is over, unless the result is disposed before.</summary>
    /// <param name="count">How many runs are running.</param>
    public IDisposable? InterruptAfterGrace(int count)
    {
        if (count == 0)
            return null;
        RunsLog.WaitingForRuns(log, options.Value.StopGrace, count);
        return time.CreateTimer(_ => interrupt.Cancel(), null, options.Value.StopGrace, Timeout.InfiniteTimeSpan);
    }
}
