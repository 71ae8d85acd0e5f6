using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Metrics;

internal static partial class MetricsLog
{
    [LoggerMessage(770, LogLevel.Warning, "Ended runs could not be summed up; they stay noted, and it is tried again in a second")]
    public static partial void RollFailed(ILogger log, Exception error);

    [LoggerMessage(771, LogLevel.Information, "The figures now count {Runs} runs that had ended before this version was started")]
    public static partial void HistoryCounted(ILogger log, int runs);

    [LoggerMessage(772, LogLevel.Warning, "Runs of the past could not be counted in the figures; it goes on from there in ten seconds")]
    public static partial void HistoryFailed(ILogger log, Exception error);

    [LoggerMessage(773, LogLevel.Warning, "Old figures could not be put together; tried again in a minute")]
    public static partial void CondensingFailed(ILogger log, Exception error);

    [LoggerMessage(774, LogLevel.Warning, "The figures by which tasks are sorted could not be renewed; tried again in a minute, and until then they are older")]
    public static partial void RankingFailed(ILogger log, Exception error);
}
