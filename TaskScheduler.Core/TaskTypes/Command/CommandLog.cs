using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.TaskTypes.Command;

internal static partial class CommandLog
{
    [LoggerMessage(661, LogLevel.Warning, "{Count} processes of run {RunId} were still there from before this program started; they were ended so that nothing runs twice")]
    public static partial void LeftoversEnded(ILogger log, int count, Guid runId);
}
