using System.Net;
using System.Net.Sockets;

namespace TaskScheduler.Core.Outgoing;

/// <summary>
/// Opens the connections of guarded clients. A name is asked for once, and what is connected to is the address that was checked:
/// a name server that gives another answer to the next question gains nothing.
/// </summary>
public sealed class GuardedConnections(IHostAddresses hosts, OutgoingGuard guard)
{
    public async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var written) ? [written] : await hosts.FindAsync(host, cancellationToken);
        SocketException? failure = null;
        foreach (var address in guard.Reachable(host, addresses))
        {
            try
            {
                return await ConnectAsync(new(address, port), cancellationToken);
            }
            catch (SocketException error)
            {
                // Hosts have several addresses so that one of them may be down.
                failure = error;
            }
        }

        throw failure ?? new SocketException((int)SocketError.HostNotFound);
    }

    private static async Task<Stream> ConnectAsync(IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint, cancellationToken);
            // Asked for once here it is known from then on. The handler asks for it later, and of a connection that was reset meanwhile
            // its question would fail with an exception that is no HttpRequestException.
            _ = socket.RemoteEndPoint;
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
