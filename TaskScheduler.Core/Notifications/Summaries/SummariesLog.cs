using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Notifications.Summaries;

internal static partial class SummariesLog
{
    [LoggerMessage(741, LogLevel.Warning, "The summary for {Email} could not be made; tried again in a minute")]
    public static partial void NotMade(ILogger log, string email, Exception error);

    [LoggerMessage(742, LogLevel.Warning, "Whether summaries are due could not be found out; tried again in a minute")]
    public static partial void TurnFailed(ILogger log, Exception error);
}
