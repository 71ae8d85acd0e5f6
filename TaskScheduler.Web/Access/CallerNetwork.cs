using System.Net;
using System.Net.Sockets;

namespace TaskScheduler.Web.Access;

/// <summary>Whom a limit per address is about.</summary>
internal static class CallerNetwork
{
    private const int NetworkBytes = 8;

    /// <summary>The address; of IPv6 its network of 64 bits, for who has one address there has all of them (RFC 6177).</summary>
    public static string Of(IPAddress? address) => address switch
    {
        null => "unknown",
        { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes)),
        _ => address.MapToIPv4().ToString(),
    };
}
