using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Notifications;

internal static partial class NotificationsLog
{
    [LoggerMessage(111, LogLevel.Warning, "The task '{Title}' was set inactive, and its user could not be told by mail: {Error}")]
    public static partial void UserNotTold(ILogger log, string title, string error);
}
