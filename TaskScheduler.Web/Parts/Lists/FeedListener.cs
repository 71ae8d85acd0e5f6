using TaskScheduler.Core.Live;

namespace TaskScheduler.Web.Parts.Lists;

/// <summary>Tells a page what changed, the first time at once and then at most every <see cref="Pace"/> or as often as it says, until it is disposed.</summary>
public sealed class FeedListener : IDisposable
{
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource leaving = new();
    private readonly FeedSubscription subscription;
    private readonly TimeProvider time;
    private readonly TimeSpan pace;
    private readonly Func<FeedBatch, Task> changed;

    /// <param name="changed">Handles its own errors: the listener goes on whatever happens to one batch.</param>
    /// <param name="pace">How long at least from one batch to the next; not said, <see cref="Pace"/>.</param>
    public FeedListener(LiveFeed feed, TimeProvider time, Func<FeedBatch, Task> changed, TimeSpan? pace = null)
    {
        this.time = time;
        this.pace = pace ?? Pace;
        this.changed = changed;
        subscription = feed.Subscribe();
        _ = ListenAsync(leaving.Token);
    }

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
        subscription.Dispose();
    }

    private async Task ListenAsync(CancellationToken left)
    {
        try
        {
            while (true)
            {
                await changed(await subscription.ReadAsync(left));
                await Task.Delay(pace, time, left);
            }
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            // The page was left.
        }
    }
}
