namespace TaskScheduler.Web.Pages.Tasks;

internal static partial class TasksLog
{
    [LoggerMessage(401, LogLevel.Error, "The list of tasks could not be read; its page says so and offers to try again")]
    public static partial void ListFailed(ILogger log, Exception error);

    [LoggerMessage(402, LogLevel.Warning, "The list of tasks could not be refreshed; its page goes on with what it shows until the next change")]
    public static partial void RefreshFailed(ILogger log, Exception error);

    [LoggerMessage(403, LogLevel.Error, "'{Action}' failed; the visitor was told that nothing was changed")]
    public static partial void ActionFailed(ILogger log, Exception error, string action);
}
