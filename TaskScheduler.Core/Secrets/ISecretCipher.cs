namespace TaskScheduler.Core.Secrets;

/// <summary>Makes of the values of secrets what may be written to the disk. Its keys are not in the database.</summary>
public interface ISecretCipher
{
    /// <param name="name">Of the secret; what was encrypted under another name can't be decrypted under this one.</param>
    string Encrypt(string name, string value);

    /// <summary>Null when it can't be decrypted: the keys are others, or it was not encrypted under this name.</summary>
    string? Decrypt(string name, string encrypted);
}

/// <summary>Where no host brings keys, such as in the engine by itself, no secret can be kept or read.</summary>
internal sealed class NoCipher : ISecretCipher
{
    public string Encrypt(string name, string value) => throw new InvalidOperationException("This host has no keys to encrypt secrets with.");

    public string? Decrypt(string name, string encrypted) => null;
}
