using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Notifications.Alerts;

internal static partial class AlertsLog
{
    [LoggerMessage(731, LogLevel.Warning, "Runs and tasks could not be held against the rules of alerts; it is tried again in a few seconds")]
    public static partial void NotLooked(ILogger log, Exception error);

    [LoggerMessage(732, LogLevel.Warning, "What the rules of alerts have found could not be told; it is tried again in a few seconds, and nothing of it is lost")]
    public static partial void NotTold(ILogger log, Exception error);
}
