namespace TaskScheduler.Web.Pages.Tasks.Editing;

internal static partial class EditingLog
{
    [LoggerMessage(411, LogLevel.Error, "Task {TaskId} could not be saved from its dialog; the dialog stays open with what was written")]
    public static partial void SaveFailed(ILogger log, Exception error, Guid? taskId);
}
