namespace TaskScheduler.Web.Parts.Bulk;

internal static partial class BulkLog
{
    [LoggerMessage(681, LogLevel.Error, "'{Action}' failed for many runs; the visitor was told that what had been done by then stays done")]
    public static partial void ActionFailed(ILogger log, Exception error, string action);

    [LoggerMessage(682, LogLevel.Error, "A run could not be retried with another payload; the visitor was told that nothing was changed")]
    public static partial void ReplayFailed(ILogger log, Exception error);
}
