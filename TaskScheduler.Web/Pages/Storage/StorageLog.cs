namespace TaskScheduler.Web.Pages.Storage;

internal static partial class StorageLog
{
    [LoggerMessage(840, LogLevel.Error, "How much is stored could not be read; the visitor was told so")]
    public static partial void ReadFailed(ILogger log, Exception error);

    [LoggerMessage(841, LogLevel.Error, "How long things are kept could not be changed; the visitor was told that nothing was changed")]
    public static partial void SaveFailed(ILogger log, Exception error);

    [LoggerMessage(842, LogLevel.Error, "Something could not be done with a backup; the visitor was told so")]
    public static partial void BackupFailed(ILogger log, Exception error);
}
