using System.Text;
using TaskScheduler.Core.Secrets;

namespace TaskScheduler.Tests.Secrets;

/// <summary>Makes secrets unreadable to the eye, for one key and one name.</summary>
public sealed class KeyedCipher : ISecretCipher
{
    private Guid key = Guid.NewGuid();

    /// <summary>What was encrypted until now can't be read from now on.</summary>
    public void LoseKeys() => key = Guid.NewGuid();

    public string Encrypt(string name, string value) => Convert.ToHexString(Encoding.UTF8.GetBytes($"{key} {name} {value}").Select(one => (byte)~one).ToArray());

    public string? Decrypt(string name, string encrypted)
    {
        var plain = Encoding.UTF8.GetString([.. Convert.FromHexString(encrypted).Select(one => (byte)~one)]);
        var expected = $"{key} {name} ";
        return plain.StartsWith(expected, StringComparison.Ordinal) ? plain[expected.Length..] : null;
    }
}
