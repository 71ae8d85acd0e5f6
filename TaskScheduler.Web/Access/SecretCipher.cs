using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using TaskScheduler.Core.Secrets;

namespace TaskScheduler.Web.Access;

/// <summary>Encrypts secrets with the keys in the data folder. The name is part of what they are encrypted for, so that none can be put in another's place.</summary>
internal sealed class SecretCipher(IDataProtectionProvider keys) : ISecretCipher
{
    private const string Purpose = "TaskScheduler.Secrets.v1";

    public string Encrypt(string name, string value) => ProtectorOf(name).Protect(value);

    public string? Decrypt(string name, string encrypted)
    {
        try
        {
            return ProtectorOf(name).Unprotect(encrypted);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector ProtectorOf(string name) => keys.CreateProtector(Purpose, name);
}
