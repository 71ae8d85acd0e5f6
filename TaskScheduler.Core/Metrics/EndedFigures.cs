using System.Data.Common;
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

    /// <summary>Which attempt was its last; from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>How long its last attempt took; null when it never started.</summary>
    public TimeSpan? Elapsed => EndedAt - StartedAt;

    /// <summary>How long after its due instant it started; null when it never did, or when an earlier attempt is why this one started late.</summary>
    public TimeSpan? Lateness => Attempt > 1 ? null : StartedAt - DueAt is { } late && late > TimeSpan.Zero ? late : StartedAt is null ? null : TimeSpan.Zero;

    /// <summary>Reads the columns task_id, type, due_at, started_at, retries, attempt.</summary>
    internal static EndedFigures Read(DbDataReader row, RunState state, DateTimeOffset endedAt) =>
        new(GuidColumn.Read(row, 0), row.GetString(1), state, Instant(row.GetInt64(2)), row.IsDBNull(3) ? null : Instant(row.GetInt64(3)), endedAt) { Retries = row.GetInt32(4), Attempt = row.GetInt32(5) };

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}

/// <summary>Something that keeps figures of ended runs.</summary>
public interface IEndedRunsFollower
{
    /// <summary>Is called with every ended run exactly once, soon after it ended and in the transaction that notes that it was; what it does in memory belongs after the commit.</summary>
    void Follow(WriteSession session, IReadOnlyList<EndedFigures> ended);
}
