using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Notifications.Outbox.Sending;

internal static partial class SendingLog
{
    [LoggerMessage(711, LogLevel.Error, "Messages could not be taken from the outbox, or what became of one could not be written; they wait and are tried again in a moment")]
    public static partial void OutboxFailed(ILogger log, Exception error);

    [LoggerMessage(712, LogLevel.Warning, "Message {MessageId} could not be handed over; it is tried again later")]
    public static partial void HandingOverThrew(ILogger log, Guid messageId, Exception error);

    [LoggerMessage(713, LogLevel.Warning, "{Count} messages were being handed over when their program ended. They may or may not have arrived; they are marked as failed and can be sent again")]
    public static partial void Interrupted(ILogger log, int count);

    [LoggerMessage(714, LogLevel.Warning, "Messages wait, because nobody is reached: {Words} The next attempt is at {Until:O}")]
    public static partial void NobodyReached(ILogger log, string words, DateTimeOffset until);

    [LoggerMessage(715, LogLevel.Warning, "Message {MessageId} is not sent, and not tried again by itself: {Words}")]
    public static partial void GivenUp(ILogger log, Guid messageId, string words);
}
