using TaskScheduler.Core.Runs;

namespace TaskScheduler.Core.Maintenance.Retention;

/// <summary>All rules as they hold at one moment, and what is past its time by them.</summary>
/// <param name="now">When ages are reckoned.</param>
/// <param name="neededFrom">Runs that ended then or later are still needed by somebody; null when none is.</param>
public sealed class RetentionRules(IEnumerable<RetentionRule> rules, DateTimeOffset now, DateTimeOffset? neededFrom = null)
{
    private readonly Dictionary<RetentionKind, RetentionRule> byKind = rules.ToDictionary(rule => rule.Kind);
    private readonly long needed = neededFrom?.ToUnixTimeMilliseconds() ?? long.MaxValue;

    /// <summary>The kind that a state of a run is of; only for states in which runs have ended.</summary>
    public static RetentionKind KindOf(RunState state) => (RetentionKind)state;

    /// <summary>Every kind has its rule, those of the program where nobody has decided.</summary>
    public static IReadOnlyList<RetentionRule> Complete(IEnumerable<RetentionRule> decided)
    {
        var known = decided.ToDictionary(rule => rule.Kind);
        return [.. RetentionRule.Defaults.Select(rule => known.GetValueOrDefault(rule.Kind, rule))];
    }

    /// <summary>What ended before this instant, in Unix ms, is past its time; null when it is kept for ever.</summary>
    public long? Before(RetentionKind kind) => byKind.TryGetValue(kind, out var rule) && rule.Days is { } days ? now.AddDays(-days).ToUnixTimeMilliseconds() : null;

    /// <summary>How many of a task are kept; null for any number.</summary>
    public int? PerTask(RetentionKind kind) => byKind.TryGetValue(kind, out var rule) ? rule.PerTask : null;

    /// <summary>The latest end, in Unix ms, that is past its time for any state of runs; null when all are kept for ever.</summary>
    public long? RunsBefore() => byKind.Values.Where(rule => RetentionRule.IsRun(rule.Kind)).Max(rule => Before(rule.Kind)) is { } before ? Math.Min(before, needed) : null;

    /// <summary>The smallest number of runs of one state that a task may have; null when any number may.</summary>
    public int? FewestRuns() => byKind.Values.Where(rule => RetentionRule.IsRun(rule.Kind)).Min(rule => rule.PerTask);

    /// <summary>Whether a run that ended then is past its time.</summary>
    public bool IsPast(RunState state, long endedAt) => endedAt < needed && endedAt < Before(KindOf(state));

    /// <summary>Whether somebody still has to read a run that ended then.</summary>
    public bool IsNeeded(long endedAt) => endedAt >= needed;
}
