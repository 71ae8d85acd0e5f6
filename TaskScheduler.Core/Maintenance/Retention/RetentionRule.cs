using TaskScheduler.Core.Runs;

namespace TaskScheduler.Core.Maintenance.Retention;

/// <summary>What is kept for a while. The numbers are stored; those of runs are the ones of <see cref="RunState"/>.</summary>
public enum RetentionKind
{
    Succeeded = 10,
    Failed = 11,
    TimedOut = 12,
    Cancelled = 13,
    Skipped = 14,
    Missed = 15,
    DeadLettered = 16,

    /// <summary>Messages that were sent or given up.</summary>
    Messages = 100,

    /// <summary>Incidents that are over.</summary>
    Incidents = 101,

    AuditEntries = 102,

    /// <summary>Earlier definitions of tasks.</summary>
    TaskVersions = 103,
}

/// <summary>How long one kind is kept. What breaks either part of it is deleted.</summary>
/// <param name="Days">1 to 36,500 days after it ended; null for ever.</param>
/// <param name="PerTask">So many of each task, the newest by when they were due: 1 to 10,000,000; null for any number.</param>
public sealed record RetentionRule(RetentionKind Kind, int? Days, int? PerTask)
{
    /// <summary>Longest that can be asked for, in days; longer is for ever.</summary>
    public const int MostDays = 36_500;

    /// <summary>Most of one task that can be asked for.</summary>
    public const int MostPerTask = 10_000_000;

    /// <summary>What suits a small server that nobody looks after.</summary>
    public static IReadOnlyList<RetentionRule> Defaults { get; } =
    [
        new(RetentionKind.Succeeded, 30, 10_000),
        new(RetentionKind.Failed, 90, 10_000),
        new(RetentionKind.TimedOut, 90, 10_000),
        new(RetentionKind.Cancelled, 30, 1_000),
        new(RetentionKind.Skipped, 30, 1_000),
        new(RetentionKind.Missed, 30, 1_000),
        new(RetentionKind.DeadLettered, 365, null),
        new(RetentionKind.Messages, 30, null),
        new(RetentionKind.Incidents, 180, null),
        new(RetentionKind.AuditEntries, 730, null),
        new(RetentionKind.TaskVersions, null, 100),
    ];

    /// <summary>Whether this kind can be limited by age.</summary>
    public static bool HasAge(RetentionKind kind) => kind != RetentionKind.TaskVersions;

    /// <summary>Whether this kind can be limited by number.</summary>
    public static bool HasCount(RetentionKind kind) => IsRun(kind) || kind == RetentionKind.TaskVersions;

    /// <summary>Whether this kind is a state in which runs end.</summary>
    public static bool IsRun(RetentionKind kind) => kind <= RetentionKind.DeadLettered;
}

/// <summary>A rule that somebody has decided about, as it is stored.</summary>
public sealed class RetentionRuleRow
{
    public RetentionKind Kind { get; set; }

    public int? Days { get; set; }

    public int? PerTask { get; set; }
}

/// <summary>How many of a kind were deleted on a day.</summary>
public sealed class RemovedRow
{
    /// <summary>Days since 1970-01-01, UTC.</summary>
    public long Day { get; set; }

    public RetentionKind Kind { get; set; }

    public long Removed { get; set; }
}
