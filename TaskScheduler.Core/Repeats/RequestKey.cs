namespace TaskScheduler.Core.Repeats;

/// <summary>What the sender of a request calls it, so that sending it again makes nothing twice.</summary>
/// <param name="Key">The sender's own choice; two senders may choose the same.</param>
/// <param name="Fingerprint">Tells this request from another one under the same key.</param>
public sealed record RequestKey(string Key, byte[] Fingerprint);

/// <summary>The answer to a request with a key, kept for repetitions.</summary>
public sealed class IdempotencyKeyRow
{
    /// <summary>The account that sent it, or <c>program</c>.</summary>
    public required string Caller { get; set; }

    public required string Key { get; set; }

    public required byte[] Fingerprint { get; set; }

    /// <summary>As the interface wrote it; nobody else reads it.</summary>
    public required string Answer { get; set; }

    /// <summary>Unix milliseconds.</summary>
    public long CreatedAt { get; set; }
}
