namespace TaskScheduler.Web.Pages.Runs.Comparison;

internal static partial class ComparisonLog
{
    [LoggerMessage(703, LogLevel.Error, "Run {RunId} could not be compared with the last good one; its page says so and offers to try again")]
    public static partial void ComparisonFailed(ILogger log, Exception error, Guid runId);
}
