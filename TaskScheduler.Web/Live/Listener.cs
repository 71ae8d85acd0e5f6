using Microsoft.AspNetCore.SignalR;

namespace TaskScheduler.Web.Live;

/// <summary>One thing to tell a client.</summary>
/// <param name="Content">Null for an event that has no content.</param>
public sealed record HubEvent(string Name, object? Content)
{
    /// <summary>More changed than is told one by one.</summary>
    public static HubEvent Reload { get; } = new("reload", null);
}

/// <summary>
/// One connected client. What is kept for it is bounded: a few batches here, and SignalR's buffer of its connection
/// (TransportMaxBufferSize, 64 KB), at which a send begins to wait. What comes when that is full is not kept: the client
/// is told to reload when it has caught up. One that takes nothing at all is closed by SignalR after
/// TransportSendTimeout (10 s), which ends the send.
/// </summary>
/// <param name="close">Closes the connection: the client comes back and reads anew.</param>
public sealed class Listener(IClientProxy client, Action close)
{
    /// <summary>How many batches are kept while an earlier one is being sent.</summary>
    public const int Kept = 16;

    private readonly Lock gate = new();
    private readonly Queue<IReadOnlyList<HubEvent>> waiting = new();
    private bool sending;
    private bool missed;

    /// <summary>Starts to send the events, or keeps them, or notes that the client misses them. Never waits.</summary>
    public void Offer(IReadOnlyList<HubEvent> events)
    {
        lock (gate)
        {
            if (missed || waiting.Count == Kept)
                missed = true;
            else
                waiting.Enqueue(events);
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
                foreach (var told in events)
                    await client.SendCoreAsync(told.Name, told.Content is null ? [] : [told.Content]);
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
