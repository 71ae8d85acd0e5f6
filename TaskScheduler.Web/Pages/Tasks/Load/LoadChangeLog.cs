namespace TaskScheduler.Web.Pages.Tasks.Load;

internal static partial class LoadChangeLog
{
    [LoggerMessage(854, LogLevel.Error, "What saving a task would do to the load could not be worked out; its dialog says nothing of it")]
    public static partial void AskFailed(ILogger log, Exception error);
}
