namespace TaskScheduler.Web.Live;

internal static partial class LiveLog
{
    [LoggerMessage(301, LogLevel.Error, "What changed could not be read; connected clients are told to reload")]
    public static partial void ReadFailed(ILogger log, Exception error);
}
