using FsCheck;
using FsCheck.Fluent;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Tests.Support;

/// <summary>Schedules for properties: every kind of cron field, every kind of list entry.</summary>
internal static class GeneratedSchedules
{
    private static readonly string[] zones = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"];
    private static readonly string[] specialDays = ["L", "LW", "L-3", "L-5W", "15W", "1W,L", "10,L-2"];
    private static readonly string[] specialWeekdays = ["L", "2#2", "MON#5", "6L", "FRIL"];

    public static Gen<DateTimeOffset> Instant { get; } =
        from second in Gen.Choose(0, 10 * 365 * 86_400)
        from millisecond in Gen.Choose(0, 999)
        select new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(second).AddMilliseconds(millisecond);

    public static Gen<IntervalSchedule> Interval { get; } =
        from seconds in Gen.Choose(1, 3_650 * 86_400)
        from scale in Gen.Elements(1, 60, 86_400)
        from start in Instant
        select new IntervalSchedule(TimeSpan.FromSeconds(Math.Max(1, seconds / scale)), start.AddTicks(-(start.Ticks % TimeSpan.TicksPerSecond)));

    /// <summary>Six-field (Quartz) texts.</summary>
    public static Gen<string> QuartzText { get; } =
        from second in Field(0, 59)
        from minute in Field(0, 59)
        from hour in Field(0, 23)
        from day in Gen.Frequency((4, Field(1, 31)), (1, Gen.Elements(specialDays)))
        from month in Gen.Frequency((2, Gen.Constant("*")), (1, Field(1, 12)))
        from weekday in Gen.Frequency((4, Field(1, 7)), (1, Gen.Elements(specialWeekdays)))
        select $"{second} {minute} {hour} {day} {month} {weekday}";

    public static Gen<CronSchedule> Cron { get; } =
        from text in QuartzText
        from zone in Gen.Elements(zones)
        select new CronSchedule(text, zone);

    private static Gen<string> Field(int min, int max) => Gen.Frequency(
        (3, Gen.Constant("*")),
        (2, Gen.Choose(min, max).Select(value => $"{value}")),
        (3, Entry(min, max).NonEmptyListOf().Select(entries => string.Join(',', entries.Take(3)))));

    private static Gen<string> Entry(int min, int max) => Gen.OneOf(
        Gen.Choose(min, max).Select(value => $"{value}"),
        Gen.Choose(min, max).Two().Select(pair => $"{pair.Item1}-{pair.Item2}"),
        Gen.Choose(1, max).Select(step => $"*/{step}"),
        Gen.Choose(min, max).Zip(Gen.Choose(1, max)).Select(pair => $"{pair.Item1}/{pair.Item2}"),
        Gen.Choose(min, max).Two().Zip(Gen.Choose(1, max)).Select(given => $"{given.Item1.Item1}-{given.Item1.Item2}/{given.Item2}"));
}
