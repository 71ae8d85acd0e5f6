namespace TaskScheduler.Web.Pages.Secrets;

internal static partial class SecretsLog
{
    [LoggerMessage(601, LogLevel.Error, "The names of the secrets could not be read; the page says so and offers to try again.")]
    public static partial void ReadFailed(ILogger log, Exception error);
}
