namespace TaskScheduler.Web.Parts.Spread;

internal static partial class SpreadLog
{
    [LoggerMessage(852, LogLevel.Error, "It could not be worked out how tasks spread; the dialog says so and offers to try again")]
    public static partial void PlanFailed(ILogger log, Exception error);

    [LoggerMessage(853, LogLevel.Error, "Tasks could not be spread; the visitor was told that nothing was changed")]
    public static partial void ApplyFailed(ILogger log, Exception error);
}
