using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TaskScheduler.Core.Outgoing;

/// <summary>Reads an address or a network as an administrator writes it. It is strict: what opens a door must not be read as something else.</summary>
internal static class NetworkText
{
    private const string Hint = "write an address or a network, as 10.0.0.5 or 10.0.0.0/24.";

    public static bool TryRead(string text, out IPNetwork network, [NotNullWhen(false)] out string? fault)
    {
        network = default;
        var parts = text.Split('/');
        if (parts.Length > 2 || !TryReadAddress(parts[0], out var address))
        {
            fault = $"this is no address and no network; {Hint}";
            return false;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            fault = "write the IPv4 address by itself; it counts for its IPv6 forms too.";
            return false;
        }

        var bytes = address.GetAddressBytes();
        var bits = bytes.Length * 8;
        if (!TryReadLength(parts, bits, out var length))
        {
            fault = $"the number after the slash has to be 0 to {bits}.";
            return false;
        }

        var first = FirstOf(bytes, length);
        network = new(first, length);
        fault = first.Equals(address) ? null : $"this address lies within a network; write {network} for all of it, or {address} for it alone.";
        return fault is null;
    }

    // 10.1 and 010.0.0.1 are addresses to the system, and not those that were meant.
    private static bool TryReadAddress(string text, [NotNullWhen(true)] out IPAddress? address) =>
        IPAddress.TryParse(text, out address)
        && (address.AddressFamily == AddressFamily.InterNetwork ? address.ToString() == text : !text.Contains('%', StringComparison.Ordinal) && !text.Contains('[', StringComparison.Ordinal));

    private static bool TryReadLength(string[] parts, int bits, out int length)
    {
        length = bits;
        return parts.Length == 1 || (int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out length) && length <= bits);
    }

    private static IPAddress FirstOf(byte[] address, int length)
    {
        var first = new byte[address.Length];
        for (var bit = 0; bit < length; bit++)
            first[bit / 8] |= (byte)(address[bit / 8] & (0x80 >> (bit % 8)));
        return new(first);
    }
}
