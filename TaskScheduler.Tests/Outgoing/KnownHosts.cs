using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using TaskScheduler.Core.Outgoing;

namespace TaskScheduler.Tests.Outgoing;

/// <summary>A name server that a test has written; it gives the answers of a name in turn, and the last one for ever.</summary>
internal sealed class KnownHosts : IHostAddresses
{
    private readonly ConcurrentDictionary<string, Queue<IPAddress[]>> answers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names that were asked for, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public KnownHosts With(string host, params string[] addresses)
    {
        answers.GetOrAdd(host, _ => new()).Enqueue([.. addresses.Select(IPAddress.Parse)]);
        return this;
    }

    public Task<IPAddress[]> FindAsync(string host, CancellationToken cancellationToken)
    {
        Asked.Enqueue(host);
        if (!answers.TryGetValue(host.TrimEnd('.'), out var inTurn))
            throw new SocketException((int)SocketError.HostNotFound);
        return Task.FromResult(inTurn.Count > 1 ? inTurn.Dequeue() : inTurn.Peek());
    }
}
