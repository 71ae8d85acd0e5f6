namespace TaskScheduler.Web.Pages.Tasks.History;

internal static partial class HistoryLog
{
    [LoggerMessage(531, LogLevel.Error, "The versions of task {TaskId} could not be read; its history says so")]
    public static partial void ReadFailed(ILogger log, Exception error, Guid taskId);

    [LoggerMessage(532, LogLevel.Error, "Version {Version} of task {TaskId} could not be brought back; the visitor was told that nothing was changed")]
    public static partial void RestoreFailed(ILogger log, Exception error, Guid taskId, int version);

    [LoggerMessage(533, LogLevel.Error, "Two versions of task {TaskId} could not be compared; the visitor was told so")]
    public static partial void CompareFailed(ILogger log, Exception error, Guid taskId);
}
