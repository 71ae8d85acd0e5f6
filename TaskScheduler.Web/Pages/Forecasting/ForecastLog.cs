namespace TaskScheduler.Web.Pages.Forecasting;

internal static partial class ForecastLog
{
    [LoggerMessage(850, LogLevel.Error, "The forecast could not be read; its page says so and offers to try again")]
    public static partial void ReadFailed(ILogger log, Exception error);

    [LoggerMessage(851, LogLevel.Error, "The forecast could not be refreshed; its page keeps what it shows until the next change")]
    public static partial void RefreshFailed(ILogger log, Exception error);
}
