using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;

namespace TaskScheduler.Core.Metrics;

/// <summary>A run that has ended, as figures: what is summed up of it.</summary>
/// <param name="StartedAt">When its last attempt started; null when it never did.</param>
public readonly record struct EndedFigures(Guid TaskId, string Type, RunState State, DateTimeOffset DueAt, DateTimeOffset? StartedAt, DateTimeOffset EndedAt)
{
    /// <summary>How many retries it had before.</summary>
    public int Retries { get; init; }

    /// <summary>How many occurrences it stands for: 1, or more for a range of missed ones.</summary>
    public int Count { get; init; } = 1;

    /// <summary>How long its last attempt took; null when it never started.</summary>
    public TimeSpan? Elapsed => EndedAt - StartedAt;
}

/// <summary>Something that keeps figures of ended runs.</summary>
public interface IEndedRunsFollower
{
    /// <summary>Is called with every ended run exactly once, soon after it ended and in the transaction that notes that it was; what it does in memory belongs after the commit.</summary>
    void Follow(WriteSession session, IReadOnlyList<EndedFigures> ended);
}
