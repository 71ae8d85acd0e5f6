namespace TaskScheduler.Core.Secrets;

/// <summary>A secret as it is stored.</summary>
public sealed class SecretRow
{
    public required string Name { get; set; }

    /// <summary>Made by <see cref="ISecretCipher"/>.</summary>
    public required string Encrypted { get; set; }

    public long CreatedAt { get; set; }

    public long ChangedAt { get; set; }

    public required string ChangedBy { get; set; }
}
