using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Forecasting.Keeping;

internal static partial class ForecastLog
{
    [LoggerMessage(750, LogLevel.Warning, "The tasks could not be read for the forecast; it stays as it was, and is tried again in {Pause}.")]
    public static partial void NotRead(ILogger log, TimeSpan pause, Exception error);

    [LoggerMessage(751, LogLevel.Warning, "The forecast could not be brought up to date; it is tried again in {Pause}.")]
    public static partial void NotKept(ILogger log, TimeSpan pause, Exception error);

    [LoggerMessage(752, LogLevel.Information, "The forecast knows {Groups} schedules, read in {Milliseconds} ms.")]
    public static partial void Ready(ILogger log, int groups, long milliseconds);
}
