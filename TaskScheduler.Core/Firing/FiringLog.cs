using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Firing;

internal static partial class FiringLog
{
    [LoggerMessage(201, LogLevel.Information, "The clock follows {Count} tasks")]
    public static partial void ClockStarted(ILogger log, int count);

    [LoggerMessage(202, LogLevel.Error, "The clock refused the schedule of task {TaskId}; the task does not fire until it is edited or the program starts again")]
    public static partial void ChangeRefused(ILogger log, Guid taskId, Exception error);

    [LoggerMessage(204, LogLevel.Error, "Task {TaskId} does not fire: {Fault} It stays as it is and fires again once its schedule is edited, or the program starts where it is understood")]
    public static partial void ScheduleNotUnderstood(ILogger log, Guid taskId, string fault);

    [LoggerMessage(203, LogLevel.Warning, "{Tasks} tasks were due while the program was down: {Missed} occurrences are recorded as missed, {Runs} runs make up for them")]
    public static partial void CaughtUp(ILogger log, int tasks, int missed, int runs);
}
