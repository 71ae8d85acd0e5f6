using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace TaskScheduler.Tests.Support;

/// <summary>An authenticator app: the six digits of RFC 6238 (SHA-1, 30 seconds), made apart from the program's own.</summary>
internal static class Totp
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Now(string key)
    {
        Span<byte> step = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(Bytes(key), step, hash);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 15)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Bytes(string key)
    {
        var (bytes, bits, count) = (new List<byte>(), 0, 0);
        foreach (var letter in key.Where(letter => !char.IsWhiteSpace(letter)))
        {
            (bits, count) = ((bits << 5) | Base32.IndexOf(letter, StringComparison.OrdinalIgnoreCase), count + 5);
            if (count >= 8)
                bytes.Add((byte)(bits >> (count -= 8)));
            bits &= (1 << count) - 1;
        }

        return [.. bytes];
    }
}
