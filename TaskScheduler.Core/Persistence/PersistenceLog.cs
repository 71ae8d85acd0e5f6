using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Persistence;

internal static partial class PersistenceLog
{
    [LoggerMessage(1, LogLevel.Error, "A write failed and was undone; who asked for it is told, and what must not be lost is tried again")]
    public static partial void WriteFailed(ILogger log, Exception error);

    [LoggerMessage(2, LogLevel.Error, "{What} could not be written; kept in memory and tried again every second until it works")]
    public static partial void WriteWaits(ILogger log, string what, Exception error);
}
