namespace TaskScheduler.Web.Pages.Report;

internal static partial class ReportLog
{
    [LoggerMessage(623, LogLevel.Error, "A report could not be made; its page says so and offers to try again")]
    public static partial void ReadFailed(ILogger log, Exception error);
}
