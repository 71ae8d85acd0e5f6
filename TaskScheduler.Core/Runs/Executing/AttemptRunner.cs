using Microsoft.Extensions.Logging;
using TaskScheduler.Core.Runs.Outputs;
using TaskScheduler.Core.Runs.Retries;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Core.Templates;

namespace TaskScheduler.Core.Runs.Executing;

/// <summary>Performs one attempt of a claimed run within its time limit; says how it ended, and what becomes of the run.</summary>
public sealed class AttemptRunner(TaskTypeCatalog types, PayloadPreparation payloads, RunningRuns running, RunOutputs outputs, TimeProvider time, ILogger<AttemptRunner> log)
{
    /// <summary>After its token is cancelled, an attempt that does not end is left to itself for this long.</summary>
    internal static readonly TimeSpan IgnoranceGrace = TimeSpan.FromSeconds(5);

    /// <summary>Returns null when <paramref name="stopping"/> interrupted the attempt.</summary>
    public async Task<FinishedRun?> RunAsync(ClaimedRun run, CancellationToken stopping)
    {
        var output = outputs.Open(run);
        var finished = await RunAsync(run, run.Context with { Output = output }, stopping);
        var rest = await output.CloseAsync();
        if (finished is not null)
            return finished with { Output = rest };
        if (rest is not null)
            await outputs.StoreAsync(rest, CancellationToken.None);
        return null;
    }

    private async Task<FinishedRun?> RunAsync(ClaimedRun run, RunContext context, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(run.TimeLimit, time);
        var cancel = running.StopOf(run.Context.RunId);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel, stopping);
        try
        {
            if (types.Find(run.Type) is not { } type)
                return Unsuccessful(run, RunState.Failed, Performance.Failed($"This program has no task type '{run.Type}'.") with { IsFinal = true });
            stop.Token.ThrowIfCancellationRequested();
            var performance = await PerformAsync(type, context, stop.Token);
            return performance.Error is null ? new(run, RunState.Succeeded, time.GetUtcNow(), null, null)
                // What was stopped is not tried again, whatever the type makes of it.
                : cancel.IsCancellationRequested ? new(run, RunState.Cancelled, time.GetUtcNow(), running.WhyOf(run.Context.RunId), null)
                : Unsuccessful(run, RunState.Failed, performance);
        }
        catch (Exception error) when (cancel.IsCancellationRequested)
        {
            return new(run, RunState.Cancelled, time.GetUtcNow(), $"{running.WhyOf(run.Context.RunId)}{IfLeft(error)}", null);
        }
        catch (Exception error) when (limit.IsCancellationRequested)
        {
            return Unsuccessful(run, RunState.TimedOut, Performance.Failed($"It did not end within its time limit of {run.TimeLimit.TotalSeconds:0.#} s.{IfLeft(error)}"));
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception error)
        {
            // The seam to the task types: whatever one throws is the outcome of this run and of nothing else.
            RunsLog.AttemptThrew(log, run.Context.RunId, run.Type, error);
            return Unsuccessful(run, RunState.Failed, Performance.Failed(error.Message));
        }
    }

    private static string IfLeft(Exception error) =>
        error is AttemptLeftException ? $" It did not stop within {IgnoranceGrace.TotalSeconds:0} s and was left to itself; what it does from now on is not seen." : "";

    private async Task<Performance> PerformAsync(ITaskType type, RunContext context, CancellationToken stop)
    {
        var performing = payloads.PerformAsync(type, context, stop);
        if (performing.IsCompleted)
            return await performing;
        var left = new TaskCompletionSource<Performance>();
        using var afterStop = stop.Register(() => _ = LeaveLaterAsync(left, performing));
        return await await Task.WhenAny(performing, left.Task);
    }

    private async Task LeaveLaterAsync(TaskCompletionSource<Performance> left, Task performing)
    {
        try
        {
            await performing.WaitAsync(IgnoranceGrace, time);
        }
        catch (TimeoutException)
        {
            left.TrySetException(new AttemptLeftException());
        }
        catch (Exception)
        {
            // How the attempt ends is observed by the one who waits for it.
        }
    }

    private FinishedRun Unsuccessful(ClaimedRun run, RunState state, Performance performance)
    {
        var now = time.GetUtcNow();
        var next = NextStep.After(state, run.Rules.Retry, new(run.Context.RunId, run.Context.DueAt, now), run.Retries, performance);
        return new(run, next.State, now, next.Reason, performance.Error) { AttemptState = state, RetryAt = next.RetryAt, StopsTask = performance.StopsTask };
    }

    private sealed class AttemptLeftException : OperationCanceledException;
}
