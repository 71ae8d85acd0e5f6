using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;

namespace TaskScheduler.Core.Metrics;

/// <summary>A run that has ended, as figures: what is summed up of it.</summary>
/// <param name="StartedAt">When its last attempt started; null when it never did.</param>
/// <param name="Retries">How many retries it had before.</param>
/// <param name="Count">How many occurrences it stands for: 1, or more for a range of missed ones.</param>
public readonly record struct EndedFigures(
    Guid TaskId, string Type, RunState State, DateTimeOffset DueAt, DateTimeOffset? StartedAt, DateTimeOffset EndedAt, int Retries, int Count)
{
    /// <summary>How long its last attempt took; null when it never started.</summary>
    public TimeSpan? Elapsed => EndedAt - StartedAt;
}

/// <summary>Something that keeps figures of ended runs.</summary>
public interface IEndedRunsFollower
{
    /// <summary>Is called with every ended run exactly once, soon after it ended and in the transaction that notes that it was; what it does in memory belongs after the commit.</summary>
    void Follow(WriteSession session, IReadOnlyList<EndedFigures> ended);
}
