namespace TaskScheduler.Web.Pages.Alerts;

internal static partial class AlertsLog
{
    [LoggerMessage(733, LogLevel.Error, "The alerts could not be read; the page says so and offers to try again.")]
    public static partial void ReadFailed(ILogger log, Exception error);
}
