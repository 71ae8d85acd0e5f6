namespace TaskScheduler.Web.Pages.Account;

internal static partial class CalendarsLog
{
    [LoggerMessage(723, LogLevel.Error, "The calendar addresses of an account could not be read, made or revoked; its page says so")]
    public static partial void ActionFailed(ILogger log, Exception error);
}
