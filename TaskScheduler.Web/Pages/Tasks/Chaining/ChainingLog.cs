namespace TaskScheduler.Web.Pages.Tasks.Chaining;

internal static partial class ChainingLog
{
    [LoggerMessage(701, LogLevel.Error, "Tasks could not be searched for one to follow; the form says so")]
    public static partial void SearchFailed(ILogger log, Exception error);

    [LoggerMessage(702, LogLevel.Error, "The tasks that follow {TaskId} could not be read; its dialog says so")]
    public static partial void FollowersFailed(ILogger log, Exception error, Guid taskId);
}
