using System.Net;
using System.Net.Sockets;

namespace TaskScheduler.Core.Outgoing;

/// <summary>Tells addresses of the public internet from all others, by IANA's special-purpose registries (RFC 6890).</summary>
internal static class AddressKinds
{
    private const int EmbeddedIPv4 = 12;

    private static readonly IPNetwork publicIPv6 = IPNetwork.Parse("2000::/3");

    // Translated by a router to the IPv4 address at its end (RFC 6052 §2.1).
    private static readonly IPNetwork translated = IPNetwork.Parse("64:ff9b::/96");

    private static readonly (IPNetwork Network, string Kind)[] special =
    [
        Of("0.0.0.0/8", "an address of this machine"),
        Of("10.0.0.0/8", "a private address"),
        Of("100.64.0.0/10", "an address shared behind a carrier"),
        Of("127.0.0.0/8", "a loopback address"),
        Of("169.254.0.0/16", "a link-local address, as of metadata services"),
        Of("172.16.0.0/12", "a private address"),
        Of("192.0.0.0/24", "an address reserved for protocols"),
        Of("192.0.2.0/24", "an address reserved for documentation"),
        Of("192.88.99.0/24", "a reserved address"),
        Of("192.168.0.0/16", "a private address"),
        Of("198.18.0.0/15", "an address reserved for measurements"),
        Of("198.51.100.0/24", "an address reserved for documentation"),
        Of("203.0.113.0/24", "an address reserved for documentation"),
        // Public by its number, but within Azure it is the host of the machine.
        Of("168.63.129.16/32", "the address of a metadata service"),
        Of("224.0.0.0/4", "a multicast address"),
        Of("240.0.0.0/4", "a reserved address"),
        Of("::/128", "an address of this machine"),
        Of("::1/128", "a loopback address"),
        Of("fc00::/7", "a private address"),
        Of("fe80::/10", "a link-local address"),
        Of("fec0::/10", "a private address"),
        Of("ff00::/8", "a multicast address"),
        Of("2002::/16", "an address that stands for another one (6to4)"),
        Of("2001::/32", "an address that stands for another one (Teredo)"),
        Of("2001::/23", "an address reserved for protocols"),
        Of("2001:db8::/32", "an address reserved for documentation"),
        Of("3fff::/20", "an address reserved for documentation"),
    ];

    /// <summary>The address that is really reached: IPv4 written as IPv6 is IPv4.</summary>
    public static IPAddress Real(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>Says what kind of address it is, as "a loopback address"; null when it is one of the public internet.</summary>
    public static string? SpecialKindOf(IPAddress address)
    {
        var real = Real(address);
        if (translated.Contains(real))
            return SpecialKindOf(new IPAddress(real.GetAddressBytes().AsSpan(EmbeddedIPv4)));
        foreach (var (network, kind) in special)
            if (network.Contains(real))
                return kind;
        return real.AddressFamily == AddressFamily.InterNetwork || publicIPv6.Contains(real) ? null : "a reserved address";
    }

    private static (IPNetwork Network, string Kind) Of(string network, string kind) => (IPNetwork.Parse(network), kind);
}
