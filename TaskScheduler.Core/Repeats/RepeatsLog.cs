using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Repeats;

internal static partial class RepeatsLog
{
    [LoggerMessage(511, LogLevel.Warning, "Answers kept for repeated requests could not be forgotten; tried again in ten minutes")]
    public static partial void ForgettingFailed(ILogger log, Exception error);
}
