using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace TaskScheduler.Web.Live;

/// <summary>Who is connected to the hub of this process.</summary>
public sealed class Listeners(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Listener> byConnection = new(StringComparer.Ordinal);

    public bool Any => !byConnection.IsEmpty;

    /// <summary>Whether anybody has to be found by the tags of a task.</summary>
    public bool AnyByTag => byConnection.Any(connected => connected.Value.Interest.IsByTag);

    /// <summary>
    /// From here on the client is told what changes. It begins with a reload: what it read before it was added may be
    /// out of date, and it could not know from which moment on it is told.
    /// </summary>
    public void Add(string connectionId, IClientProxy client, Action close)
    {
        var listener = new Listener(client, close, clock);
        byConnection[connectionId] = listener;
        listener.Offer([HubEvent.Reload]);
    }

    public void Remove(string connectionId) => byConnection.TryRemove(connectionId, out _);

    /// <summary>From here on the client is told this.</summary>
    public void Tell(string connectionId, Interest interest)
    {
        if (byConnection.TryGetValue(connectionId, out var listener))
            listener.Interest = interest;
    }

    /// <summary>Hands the events to everybody whom they concern, without waiting for anybody.</summary>
    public void Offer(IReadOnlyList<HubEvent> events)
    {
        foreach (var (_, listener) in byConnection)
            listener.Offer(events);
    }
}
