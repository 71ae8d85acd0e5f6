namespace TaskScheduler.Web.Pages.Executed;

internal static partial class ExecutedLog
{
    [LoggerMessage(421, LogLevel.Error, "The executed runs could not be read; their page says so and offers to try again")]
    public static partial void ListFailed(ILogger log, Exception error);

    [LoggerMessage(422, LogLevel.Warning, "The executed runs could not be refreshed; their page goes on with what it shows until the next change")]
    public static partial void RefreshFailed(ILogger log, Exception error);

    [LoggerMessage(423, LogLevel.Error, "Run {RunId} could not be read; its details say so")]
    public static partial void DetailFailed(ILogger log, Exception error, Guid runId);
}
