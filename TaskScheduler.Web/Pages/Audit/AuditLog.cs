namespace TaskScheduler.Web.Pages.Audit;

internal static partial class AuditLog
{
    [LoggerMessage(534, LogLevel.Error, "The audit trail could not be read; its page says so and offers to try again")]
    public static partial void ListFailed(ILogger log, Exception error);

    [LoggerMessage(535, LogLevel.Warning, "Whether the audit trail has newer entries could not be asked; its page goes on with what it shows until the next change")]
    public static partial void RefreshFailed(ILogger log, Exception error);
}
