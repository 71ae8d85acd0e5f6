using Microsoft.Extensions.Logging;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Core.Templates;

namespace TaskScheduler.Core.Runs.Executing;

/// <summary>Performs one attempt of a claimed run within its time limit, and says how it ended.</summary>
public sealed class AttemptRunner(TaskTypeCatalog types, PayloadPreparation payloads, RunningRuns running, TimeProvider time, ILogger<AttemptRunner> log)
{
    // After its token is cancelled, an attempt that does not end is left to itself for this long.
    private static readonly TimeSpan ignoranceGrace = TimeSpan.FromSeconds(5);

    /// <summary>Returns null when <paramref name="stopping"/> interrupted the attempt.</summary>
    public async Task<FinishedRun?> RunAsync(ClaimedRun run, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(run.TimeLimit, time);
        var cancel = running.StopOf(run.Context.RunId);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel, stopping);
        try
        {
            if (types.Find(run.Type) is not { } type)
                return Finished(run, RunState.Failed, null, $"This program has no task type '{run.Type}'.", null);
            stop.Token.ThrowIfCancellationRequested();
            var performance = await PerformAsync(type, run.Context, stop.Token);
            return performance.Error is null
                ? Finished(run, RunState.Succeeded, null, null, performance.Output)
                : Finished(run, RunState.Failed, null, performance.Error, performance.Output);
        }
        catch (Exception) when (cancel.IsCancellationRequested)
        {
            return Finished(run, RunState.Cancelled, "Cancelled by a user while it was running.", null, null);
        }
        catch (Exception) when (limit.IsCancellationRequested)
        {
            return Finished(run, RunState.TimedOut, null, $"It did not end within its time limit of {run.TimeLimit.TotalSeconds:0.#} s.", null);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception error)
        {
            // The seam to the task types: whatever one throws is the outcome of this run and of nothing else.
            RunsLog.AttemptThrew(log, run.Context.RunId, run.Type, error);
            return Finished(run, RunState.Failed, null, error.Message, null);
        }
        finally
        {
            running.Remove(run.Context.RunId);
        }
    }

    private async Task<Performance> PerformAsync(ITaskType type, RunContext context, CancellationToken stop)
    {
        var performing = payloads.PerformAsync(type, context, stop);
        if (performing.IsCompleted)
            return await performing;
        using var abandon = new CancellationTokenSource();
        using var afterStop = stop.Register(() => _ = AbandonLaterAsync(abandon, performing));
        return await performing.WaitAsync(abandon.Token);
    }

    private async Task AbandonLaterAsync(CancellationTokenSource abandon, Task performing)
    {
        try
        {
            await performing.WaitAsync(ignoranceGrace, time);
        }
        catch (TimeoutException)
        {
            await abandon.CancelAsync();
        }
        catch (Exception)
        {
            // How the attempt ends is observed by the one who waits for it.
        }
    }

    private FinishedRun Finished(ClaimedRun run, RunState state, string? reason, string? error, string? output) =>
        new(run, state, time.GetUtcNow(), reason, error, output);
}
