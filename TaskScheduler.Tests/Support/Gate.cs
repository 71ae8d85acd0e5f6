using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Tests.Support;

/// <summary>Holds attempts until the test opens it, and says when they have arrived.</summary>
public sealed class Gate
{
    private readonly SemaphoreSlim arrivals = new(0);
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Returns when the next attempt has arrived; each arrival is returned for once.</summary>
    public Task Arrived => arrivals.WaitAsync(TestContext.Current.CancellationToken);

    public void Open() => opened.TrySetResult();

    /// <summary>A script for <see cref="ScriptedTaskType"/>: waits here until the gate opens or the attempt is stopped.</summary>
    public async Task<Performance> HoldAsync(RunContext run, CancellationToken cancellationToken)
    {
        arrivals.Release();
        await opened.Task.WaitAsync(cancellationToken);
        return Performance.Succeeded();
    }

    /// <summary>A script that does not heed being stopped.</summary>
    public async Task<Performance> HoldStubbornlyAsync(RunContext run, CancellationToken cancellationToken)
    {
        arrivals.Release();
        await opened.Task;
        return Performance.Succeeded();
    }
}
