using TaskScheduler.Core.Notifications.Bell;

namespace TaskScheduler.Web.Parts.Bell;

/// <summary>Tells a component that its visitor's messages are others, the first time at once and then at most every <see cref="Pace"/>, until it is disposed.</summary>
public sealed class BellListener : IDisposable
{
    /// <summary>So that a storm of messages is announced now and then, and not each by itself.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource leaving = new();
    private readonly SemaphoreSlim changed = new(0, 1);
    private readonly IDisposable? listening;
    private readonly TimeProvider time;
    private readonly Func<Task> refresh;
    private int waiting;

    /// <param name="refresh">Handles its own errors: the listener goes on whatever happens once.</param>
    public BellListener(BellStore bell, TimeProvider time, Func<Task> refresh)
    {
        (this.time, this.refresh) = (time, refresh);
        listening = bell.Listen(Signal);
        _ = ListenAsync(leaving.Token);
    }

    public void Dispose()
    {
        listening?.Dispose();
        leaving.Cancel();
        leaving.Dispose();
    }

    private void Signal()
    {
        if (Interlocked.Exchange(ref waiting, 1) == 0)
            changed.Release();
    }

    private async Task ListenAsync(CancellationToken left)
    {
        try
        {
            while (true)
            {
                await changed.WaitAsync(left);
                Interlocked.Exchange(ref waiting, 0);
                await refresh();
                await Task.Delay(Pace, time, left);
            }
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            // The page was left.
        }
    }
}
