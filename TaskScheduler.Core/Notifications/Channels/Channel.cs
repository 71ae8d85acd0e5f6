using TaskScheduler.Core.Notifications.Outbox;

namespace TaskScheduler.Core.Notifications.Channels;

/// <summary>A channel as people see it: everything but its address.</summary>
/// <param name="Kind">Every way but mail.</param>
/// <param name="Host">Of its address; the rest of that is a secret.</param>
/// <param name="IsSigned">Whether what is sent carries a signature; of webhooks alone.</param>
/// <param name="Rules">How many rules tell by it.</param>
public sealed record ChannelView(Guid Id, string Name, MessageVia Kind, string Host, bool IsSigned, int Rules, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt);

/// <summary>A channel as somebody wrote it; not yet checked.</summary>
public sealed record ChannelDraft
{
    public string? Name { get; init; }

    /// <summary><c>webhook</c>, <c>slack</c>, <c>teams</c> or <c>discord</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>Absent when an existing channel is to keep its own.</summary>
    public string? Address { get; init; }

    /// <summary>Absent when an existing channel is to keep its own, empty for none.</summary>
    public string? SigningSecret { get; init; }
}

/// <summary>A channel as it is stored. Instants are Unix milliseconds.</summary>
public sealed class ChannelRow
{
    public Guid Id { get; set; }

    public required string Name { get; set; }

    public MessageVia Kind { get; set; }

    public required string Host { get; set; }

    /// <summary>Encrypted.</summary>
    public required string Address { get; set; }

    /// <summary>Encrypted; null when nothing is signed.</summary>
    public string? SigningSecret { get; set; }

    public Guid? OwnerId { get; set; }

    public long CreatedAt { get; set; }

    public long ChangedAt { get; set; }
}
