using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Runs;

internal static partial class RunsLog
{
    private static readonly Func<ILogger, Guid, Guid, int, IDisposable?> attempt = LoggerMessage.DefineScope<Guid, Guid, int>("Run {RunId} of task {TaskId}, attempt {Attempt}");

    /// <summary>What is logged until the result is disposed is said to be about this attempt.</summary>
    public static IDisposable? OfAttempt(ILogger log, Guid runId, Guid taskId, int number) => attempt(log, runId, taskId, number);

    [LoggerMessage(101, LogLevel.Warning, "Run {RunId}: the task type {Type} threw; the run is recorded as failed")]
    public static partial void AttemptThrew(ILogger log, Guid runId, string type, Exception error);

    [LoggerMessage(102, LogLevel.Warning, "Run {RunId}: the outcome {State} was refused because another attempt holds the run; it is dropped")]
    public static partial void OutcomeRefused(ILogger log, Guid runId, RunState state);

    [LoggerMessage(103, LogLevel.Warning, "{Count} runs were running when their program ended; each is marked and goes on as its task says")]
    public static partial void LostRuns(ILogger log, int count);

    [LoggerMessage(106, LogLevel.Warning, "The leases of running runs could not be renewed; it is tried again in a few seconds, and their outcomes are refused only if somebody else has taken them by then")]
    public static partial void LeasesNotRenewed(ILogger log, Exception error);

    [LoggerMessage(107, LogLevel.Warning, "Runs whose next attempt is due could not be queued; it is tried again in a moment")]
    public static partial void WaitsNotEnded(ILogger log, Exception error);

    [LoggerMessage(104, LogLevel.Information, "Waiting up to {Grace} for {Count} running runs to end")]
    public static partial void WaitingForRuns(ILogger log, TimeSpan grace, int count);

    [LoggerMessage(105, LogLevel.Warning, "Run {RunId} was interrupted by the stop; it is marked, and tried once more at the next start")]
    public static partial void Interrupted(ILogger log, Guid runId);

    [LoggerMessage(855, LogLevel.Warning, "The lists of ended runs could not be counted ahead; whoever opens one waits until it is counted")]
    public static partial void NotCountedAhead(ILogger log, Exception error);
}
