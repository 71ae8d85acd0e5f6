namespace TaskScheduler.Web.Pages.Channels;

internal static partial class ChannelsLog
{
    [LoggerMessage(735, LogLevel.Error, "The channels could not be read; the page says so and offers to try again.")]
    public static partial void ReadFailed(ILogger log, Exception error);
}
