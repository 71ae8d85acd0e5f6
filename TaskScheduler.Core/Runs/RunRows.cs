using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Runs;

/// <summary>Between runs as they are stored and as they are used.</summary>
internal static class RunRows
{
    public static Run Run(RunRow row) => new()
    {
        Id = row.Id,
        TaskId = row.TaskId,
        TaskVersion = row.TaskVersion,
        Title = row.Title,
        Type = row.Type,
        State = row.State,
        DueAt = Instant(row.DueAt),
        StartedAt = Instant(row.StartedAt),
        EndedAt = Instant(row.EndedAt),
        Attempt = row.Attempt,
        Trigger = row.Trigger,
        Node = row.Node,
        Reason = row.Reason,
        Error = row.Error,
        Occurrences = row.Occurrences,
        LastDueAt = Instant(row.LastDueAt),
        RetryAt = Instant(row.RetryAt),
    };

    public static EarlierAttempt Attempt(RunAttemptRow row) =>
        new(row.Attempt, row.State, Instant(row.StartedAt), Instant(row.EndedAt), row.Node, row.Reason, row.Error);

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static DateTimeOffset? Instant(long? milliseconds) => milliseconds is { } value ? Instant(value) : null;
}
