namespace TaskScheduler.Web.Pages.Tasks.Hooks;

internal static partial class HooksLog
{
    [LoggerMessage(521, LogLevel.Error, "The secret address of task {TaskId} could not be read, made or removed; its dialog says so")]
    public static partial void ActionFailed(ILogger log, Exception error, Guid taskId);
}
