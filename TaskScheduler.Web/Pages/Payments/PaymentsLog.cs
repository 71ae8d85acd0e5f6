namespace TaskScheduler.Web.Pages.Payments;

internal static partial class PaymentsLog
{
    [LoggerMessage(621, LogLevel.Error, "The payment accounts could not be read; their page says so and offers to try again")]
    public static partial void ReadFailed(ILogger log, Exception error);

    [LoggerMessage(622, LogLevel.Warning, "The payment accounts could not be brought up to date; their page goes on with what it shows until the next change")]
    public static partial void RefreshFailed(ILogger log, Exception error);
}
