namespace TaskScheduler.Web.Pages.DeadLetters;

internal static partial class DeadLettersLog
{
    [LoggerMessage(683, LogLevel.Error, "The dead letters could not be read; their page says so and offers to try again")]
    public static partial void ListFailed(ILogger log, Exception error);

    [LoggerMessage(684, LogLevel.Warning, "The dead letters could not be refreshed; their page goes on with what it shows until the next change")]
    public static partial void RefreshFailed(ILogger log, Exception error);

    [LoggerMessage(685, LogLevel.Warning, "The dead letters could not be counted; the navigation shows the count of before until the next change")]
    public static partial void CountFailed(ILogger log, Exception error);
}
