using System.Threading.Channels;

namespace TaskScheduler.Web.Parts.Lists;

/// <summary>Tells a page that something has changed, the first time at once and then at most every <see cref="FeedListener.Pace"/>, until it is disposed.</summary>
public sealed class ChangeListener : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private readonly Channel<bool> changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly IDisposable listening;
    private readonly TimeProvider time;
    private readonly Func<Task> changed;

    /// <param name="listen">Has something called at every change, until its result is disposed.</param>
    /// <param name="changed">Handles its own errors.</param>
    public ChangeListener(Func<Action, IDisposable> listen, TimeProvider time, Func<Task> changed)
    {
        this.time = time;
        this.changed = changed;
        listening = listen(() => changes.Writer.TryWrite(true));
        _ = ListenAsync(leaving.Token);
    }

    public void Dispose()
    {
        listening.Dispose();
        leaving.Cancel();
        leaving.Dispose();
    }

    private async Task ListenAsync(CancellationToken left)
    {
        try
        {
            while (true)
            {
                await changes.Reader.ReadAsync(left);
                await changed();
                await Task.Delay(FeedListener.Pace, time, left);
            }
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            // The page was left.
        }
    }
}
