using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TaskScheduler.Core.Hooks;

/// <summary>Makes secrets and recognises them: 32 random bytes, written as base64url (RFC 4648 §5), of which only the SHA-256 is stored.</summary>
internal static class HookSecret
{
    private const int Bytes = 32;
    private const int Characters = 43;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>
    /// What is stored and looked up; null for what can't be a secret. A look-up by hash tells nobody by its time how near a
    /// guess was, and random bytes are too many to try, so it needs neither salt nor stretching.
    /// </summary>
    public static byte[]? HashOf(string secret) =>
        secret.Length == Characters && Base64Url.IsValid(secret) ? SHA256.HashData(Encoding.ASCII.GetBytes(secret)) : null;
}
