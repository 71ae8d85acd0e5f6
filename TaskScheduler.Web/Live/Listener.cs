using Microsoft.AspNetCore.SignalR;

namespace TaskScheduler.Web.Live;

/// <summary>
/// One connected client. What is kept for it is bounded: a few batches here, and SignalR's buffers of its connection
/// (TransportMaxBufferSize, 64 KB, and what it may ask for again after a cut, see <see cref="LiveSetup"/>), at which a send
/// begins to wait. What comes when that is full is not kept: the client is told to reload when it has caught up. One that
/// takes nothing for <see cref="Patience"/> is closed.
/// </summary>
/// <param name="close">Closes the connection: the client comes back and reads anew.</param>
public sealed class Listener(IClientProxy client, Action close, TimeProvider clock)
{
    /// <summary>How many batches are kept while an earlier one is being sent.</summary>
    public const int Kept = 16;

    /// <summary>How long one event may wait for room. SignalR has a limit for a stalled transport only, and none for a client that reads but never says so.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Queue<IReadOnlyList<HubEvent>> waiting = new();
    private volatile Interest interest = Interest.Everything;
    private bool sending;
    private bool missed;

    /// <summary>What it is told; everything until it says otherwise.</summary>
    public Interest Interest
    {
        get => interest;
        set => interest = value;
    }

    /// <summary>Starts to send the events that concern it, or keeps them, or notes that the client misses them. Never waits.</summary>
    public void Offer(IReadOnlyList<HubEvent> events)
    {
        var told = interest == Interest.Everything ? events : [.. events.Where(interest.Covers)];
        if (told.Count == 0)
            return;
        lock (gate)
        {
            if (missed || waiting.Count == Kept)
                missed = true;
            else
                waiting.Enqueue(told);
            if (sending)
                return;
            sending = true;
        }

        // Not on the broadcaster's thread: a send runs on its caller until it first has to wait.
        _ = Task.Run(SendAsync);
    }

    private async Task SendAsync()
    {
        try
        {
            while (Next() is { } events)
            {
                // What it wants may have changed since this was kept.
                foreach (var told in events.Where(each => interest.Covers(each)))
                    await client.SendCoreAsync(told.Name, told.Content is null ? [] : [told.Content]).WaitAsync(Patience, clock);
            }
        }
        catch (Exception)
        {
            // Whatever the reason, it did not get what it was to get, and may not go on believing it has.
            close();
        }
    }

    private IReadOnlyList<HubEvent>? Next()
    {
        lock (gate)
        {
            if (waiting.TryDequeue(out var events))
                return events;
            sending = missed;
            missed = false;
            return sending ? [HubEvent.Reload] : null;
        }
    }
}
