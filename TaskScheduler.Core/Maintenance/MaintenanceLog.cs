using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Maintenance;

internal static partial class MaintenanceLog
{
    [LoggerMessage(820, LogLevel.Information, "Deleted what was past its time: {What}")]
    public static partial void Deleted(ILogger log, string what);

    [LoggerMessage(821, LogLevel.Error, "Deleting what is past its time ended with an error; it goes on within the hour")]
    public static partial void RetentionFailed(ILogger log, Exception error);

    [LoggerMessage(822, LogLevel.Information, "Made and checked the backup {File} of {Bytes} bytes in {Seconds:F0} s")]
    public static partial void BackupMade(ILogger log, string file, long bytes, double seconds);

    [LoggerMessage(823, LogLevel.Error, "No backup was made: {Why}")]
    public static partial void BackupFailed(ILogger log, string why, Exception? error);

    [LoggerMessage(824, LogLevel.Information, "Deleted the old backup {File}")]
    public static partial void BackupPruned(ILogger log, string file);

    [LoggerMessage(825, LogLevel.Warning, "The administrators could not be told that no backup was made")]
    public static partial void TellingFailed(ILogger log, Exception error);

    [LoggerMessage(826, LogLevel.Warning, "The size of the database could not be noted; tried again in an hour")]
    public static partial void SampleFailed(ILogger log, Exception error);

    [LoggerMessage(827, LogLevel.Error, "The watch over backups met an error; it looks again in an hour")]
    public static partial void BackupWatchFailed(ILogger log, Exception error);
}
