namespace TaskScheduler.Web.Pages.Notifications;

internal static partial class NotificationsLog
{
    [LoggerMessage(745, LogLevel.Error, "The notifications of a visitor could not be read; their page says so and offers to try again")]
    public static partial void ListFailed(ILogger log, Exception error);

    [LoggerMessage(746, LogLevel.Warning, "The page of notifications could not be brought up to date; it goes on with what it shows until the next one comes")]
    public static partial void RefreshFailed(ILogger log, Exception error);
}
