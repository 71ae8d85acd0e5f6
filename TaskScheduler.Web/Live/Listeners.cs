using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace TaskScheduler.Web.Live;

/// <summary>Who is connected to the hub of this process.</summary>
public sealed class Listeners
{
    private readonly ConcurrentDictionary<string, Listener> byConnection = new(StringComparer.Ordinal);

    public bool Any => !byConnection.IsEmpty;

    /// <summary>
    /// From here on the client is told what changes. It begins with a reload: what it read before it was added may be
    /// out of date, and it could not know from which moment on it is told.
    /// </summary>
    public void Add(string connectionId, IClientProxy client, Action close)
    {
        var listener = new Listener(client, close);
        byConnection[connectionId] = listener;
        listener.Offer([HubEvent.Reload]);
    }

    public void Remove(string connectionId) => byConnection.TryRemove(connectionId, out _);

    /// <summary>Hands the events to everybody without waiting for anybody.</summary>
    public void Offer(IReadOnlyList<HubEvent> events)
    {
        foreach (var (_, listener) in byConnection)
            listener.Offer(events);
    }
}
