namespace TaskScheduler.Web.Parts.Runs;

internal static partial class RunActionsLog
{
    [LoggerMessage(641, LogLevel.Error, "'{Action}' failed for run {RunId}; the visitor was told that nothing was changed")]
    public static partial void ActionFailed(ILogger log, Exception error, string action, Guid runId);
}
