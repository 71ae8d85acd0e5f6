namespace TaskScheduler.Web.Pages.Runs;

internal static partial class RunPageLog
{
    [LoggerMessage(642, LogLevel.Error, "Run {RunId} could not be read; its page says so and offers to try again")]
    public static partial void RunFailed(ILogger log, Exception error, Guid runId);

    [LoggerMessage(643, LogLevel.Error, "The output of run {RunId}, attempt {Attempt}, could not be read; its page says so and offers to try again")]
    public static partial void OutputFailed(ILogger log, Exception error, Guid runId, int attempt);
}
