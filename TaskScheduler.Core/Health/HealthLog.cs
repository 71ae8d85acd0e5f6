using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Health;

internal static partial class HealthLog
{
    [LoggerMessage(790, LogLevel.Warning, "The system's clock was set by {Step}, or the machine slept; tasks follow the clock as it is now")]
    public static partial void ClockStepped(ILogger log, TimeSpan step);

    [LoggerMessage(791, LogLevel.Error, "Task {TaskId} was active and due never again, although its schedule goes on; it is planned anew for {Due:O}")]
    public static partial void PlanRepaired(ILogger log, Guid taskId, DateTimeOffset due);

    [LoggerMessage(792, LogLevel.Error, "The clock did not know that task {TaskId} is due at {Due:O}; it follows it again")]
    public static partial void TriggerRepaired(ILogger log, Guid taskId, DateTimeOffset due);

    [LoggerMessage(793, LogLevel.Warning, "Whether every active task has a next run could not be checked; it is checked again in a minute")]
    public static partial void PlansNotChecked(ILogger log, Exception error);
}
