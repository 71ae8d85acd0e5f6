using System.Net;

namespace TaskScheduler.Core.Outgoing;

/// <summary>Finds the addresses of a host.</summary>
public interface IHostAddresses
{
    /// <exception cref="System.Net.Sockets.SocketException">There is no such host, or nobody could be asked.</exception>
    Task<IPAddress[]> FindAsync(string host, CancellationToken cancellationToken);
}

/// <summary>Asks the system.</summary>
internal sealed class SystemHostAddresses : IHostAddresses
{
    public Task<IPAddress[]> FindAsync(string host, CancellationToken cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken);
}
