namespace TaskScheduler.Web.Layout.Bell;

internal static partial class BellLog
{
    [LoggerMessage(743, LogLevel.Warning, "The notifications of a visitor could not be read; the bell says so until the next one comes")]
    public static partial void GlanceFailed(ILogger log, Exception error);

    [LoggerMessage(744, LogLevel.Warning, "Notifications could not be marked as read; they stay unread")]
    public static partial void NotMarked(ILogger log, Exception error);
}
