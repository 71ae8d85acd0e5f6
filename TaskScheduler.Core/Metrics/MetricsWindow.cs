using TaskScheduler.Core.Metrics.Rollups;

namespace TaskScheduler.Core.Metrics;

/// <summary>Over which time figures are shown, up to now. The numbers are stored: never reuse one.</summary>
public enum MetricsWindow
{
    Hour = 0,
    Day = 1,
    Week = 2,

    /// <summary>30 days.</summary>
    Month = 3,

    /// <summary>365 days.</summary>
    Year = 4,
}

/// <summary>What follows from a window.</summary>
public static class MetricsWindows
{
    public static readonly IReadOnlyList<MetricsWindow> ShortestFirst = [MetricsWindow.Hour, MetricsWindow.Day, MetricsWindow.Week, MetricsWindow.Month, MetricsWindow.Year];

    public static TimeSpan Length(this MetricsWindow window) => window switch
    {
        MetricsWindow.Hour => TimeSpan.FromHours(1),
        MetricsWindow.Day => TimeSpan.FromDays(1),
        MetricsWindow.Week => TimeSpan.FromDays(7),
        MetricsWindow.Month => TimeSpan.FromDays(30),
        _ => TimeSpan.FromDays(365),
    };

    /// <summary>Where a window begins: its far end lies at the beginning of a whole span, so it is up to one span longer than it is called (5 minutes of an hour, an hour of a day or a week, a day of a month, a week of a year).</summary>
    public static DateTimeOffset From(this MetricsWindow window, DateTimeOffset now) => window.Edge().StartOf(now - window.Length());

    /// <summary>How long a time each point of a chart over this window stands for.</summary>
    public static TimeSpan PointLength(this MetricsWindow window) => window switch
    {
        MetricsWindow.Hour => RollupLevel.FiveMinutes.Length(),
        MetricsWindow.Day => RollupLevel.Hour.Length(),
        MetricsWindow.Week => TimeSpan.FromHours(6),
        MetricsWindow.Month => RollupLevel.Day.Length(),
        _ => RollupLevel.Week.Length(),
    };

    /// <summary>The longest spans that are not added to longer ones as long as they are in the window.</summary>
    internal static RollupLevel Edge(this MetricsWindow window) => window switch
    {
        MetricsWindow.Hour => RollupLevel.FiveMinutes,
        MetricsWindow.Day or MetricsWindow.Week => RollupLevel.Hour,
        MetricsWindow.Month => RollupLevel.Day,
        _ => RollupLevel.Week,
    };
}
