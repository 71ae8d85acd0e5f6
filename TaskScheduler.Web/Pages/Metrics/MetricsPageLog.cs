namespace TaskScheduler.Web.Pages.Metrics;

internal static partial class MetricsPageLog
{
    [LoggerMessage(780, LogLevel.Error, "The metrics could not be read; their page says so and offers to try again")]
    public static partial void ReadFailed(ILogger log, Exception error);

    [LoggerMessage(781, LogLevel.Warning, "The metrics could not be refreshed; their page goes on with what it shows")]
    public static partial void RefreshFailed(ILogger log, Exception error);
}
