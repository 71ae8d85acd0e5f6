namespace TaskScheduler.Web.Pages.Messages;

internal static partial class MessagesLog
{
    [LoggerMessage(716, LogLevel.Error, "The messages could not be read; their page says so and offers to try again")]
    public static partial void ListFailed(ILogger log, Exception error);

    [LoggerMessage(717, LogLevel.Warning, "The messages could not be refreshed; their page goes on with what it shows until the next change")]
    public static partial void RefreshFailed(ILogger log, Exception error);

    [LoggerMessage(718, LogLevel.Error, "Message {MessageId} could not be read; its dialog says so")]
    public static partial void DetailFailed(ILogger log, Exception error, Guid messageId);
}
