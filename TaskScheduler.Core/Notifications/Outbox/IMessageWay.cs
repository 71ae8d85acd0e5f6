namespace TaskScheduler.Core.Notifications.Outbox;

/// <summary>Why a message was not taken.</summary>
/// <param name="Words">What the other side said, as one sentence for a person.</param>
/// <param name="IsFinal">Sending it again would fail in the same way, or reach somebody a second time.</param>
public sealed record MessageRefusal(string Words, bool IsFinal)
{
    /// <summary>Nobody was reached, so that other messages by the same way, to the same channel, would wait in vain as well; never together with <see cref="IsFinal"/>.</summary>
    public bool Unreached { get; init; }
}

/// <summary>A way by which messages leave that is not mail. There is at most one for each <see cref="MessageVia"/>.</summary>
public interface IMessageWay
{
    MessageVia Via { get; }

    /// <summary>Hands a message over, once: it does not try again by itself. It may throw; then the message is tried again later.</summary>
    /// <returns>Null when it was taken.</returns>
    Task<MessageRefusal?> SendAsync(MessageRow message, MessageContent content, CancellationToken cancellationToken);
}
