namespace TaskScheduler.Core.Metrics.Rollups;

/// <summary>How long the span of time is that one rollup stands for. The numbers are stored: never reuse one.</summary>
public enum RollupLevel
{
    FiveMinutes = 0,
    Hour = 1,
    Day = 2,

    /// <summary>Seven days from a Thursday, as 1 January 1970 was one; all spans begin in UTC.</summary>
    Week = 3,
}

/// <summary>What follows from a level.</summary>
public static class RollupLevels
{
    /// <summary>How long figures are kept: a year, and some weeks so that a whole one can always be told.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    public static readonly IReadOnlyList<RollupLevel> FinestFirst = [RollupLevel.FiveMinutes, RollupLevel.Hour, RollupLevel.Day, RollupLevel.Week];

    public static TimeSpan Length(this RollupLevel level) => level switch
    {
        RollupLevel.FiveMinutes => TimeSpan.FromMinutes(5),
        RollupLevel.Hour => TimeSpan.FromHours(1),
        RollupLevel.Day => TimeSpan.FromDays(1),
        _ => TimeSpan.FromDays(7),
    };

    /// <summary>How old a span of a level becomes before it is added to the next longer one: always more than the window for which it is the finest that is asked for.</summary>
    public static TimeSpan KeptFor(this RollupLevel level) => level switch
    {
        RollupLevel.FiveMinutes => TimeSpan.FromHours(3),
        RollupLevel.Hour => TimeSpan.FromDays(8),
        RollupLevel.Day => TimeSpan.FromDays(64),
        _ => Kept,
    };

    /// <summary>The beginning of the span in which an instant lies.</summary>
    public static DateTimeOffset StartOf(this RollupLevel level, DateTimeOffset instant)
    {
        var length = level.Length().Ticks;
        var since = instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        return new(DateTimeOffset.UnixEpoch.Ticks + (since - ((since % length) + length) % length), TimeSpan.Zero);
    }

    /// <summary>Spans of this level that begin before this have been added to the next longer one, or are to be.</summary>
    internal static DateTimeOffset KeptSince(this RollupLevel level, DateTimeOffset now) =>
        (level == RollupLevel.Week ? level : level + 1).StartOf(now - level.KeptFor());

    /// <summary>The finest level that still holds what ended then; null when it is too old to be kept.</summary>
    internal static RollupLevel? For(DateTimeOffset ended, DateTimeOffset now)
    {
        foreach (var level in FinestFirst)
            if (level.StartOf(ended) >= level.KeptSince(now))
                return level;
        return null;
    }
}
