namespace TaskScheduler.Web.Pages.Overview;

internal static partial class OverviewLog
{
    [LoggerMessage(795, LogLevel.Error, "The overview could not be read; its page says so and offers to try again")]
    public static partial void ReadFailed(ILogger log, Exception error);

    [LoggerMessage(796, LogLevel.Warning, "The overview could not be refreshed; its page goes on with what it shows until the next change")]
    public static partial void RefreshFailed(ILogger log, Exception error);

    [LoggerMessage(797, LogLevel.Error, "“{Action}” of task {TaskId} failed on the overview; the visitor was told that nothing was changed")]
    public static partial void ActionFailed(ILogger log, Exception error, string action, Guid taskId);
}
