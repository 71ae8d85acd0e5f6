namespace TaskScheduler.Web.Pages.Limits;

internal static partial class LimitsLog
{
    [LoggerMessage(686, LogLevel.Error, "The limits could not be saved; the visitor was told that nothing was changed")]
    public static partial void SaveFailed(ILogger log, Exception error);
}
