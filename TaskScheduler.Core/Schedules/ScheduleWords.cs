using System.Globalization;
using TaskScheduler.Core.Schedules.Cron;

namespace TaskScheduler.Core.Schedules;

/// <summary>Says a schedule in words, as "Every weekday at 09:00 (Europe/Berlin)".</summary>
public static class ScheduleWords
{
    /// <param name="viewer">Zone in which an instant of <c>once</c> and <c>interval</c> is said.</param>
    public static string Describe(Schedule schedule, TimeZoneInfo viewer) => schedule switch
    {
        OnceSchedule once => $"Once on {Instant(once.At, viewer)}",
        CronSchedule cron => $"{OfCron(cron)} ({cron.TimeZone}{(ScheduleFault.Of(cron) is null ? "" : ", a time zone this machine does not know: never due")})",
        IntervalSchedule interval => $"Every {Span(interval.Every)} from {Instant(interval.StartAt, viewer)}",
        AfterSchedule after => $"Whenever another task has {after.On.ToString().ToLowerInvariant()}",
        _ => "Once, immediately",
    };

    /// <summary>The same for a task that is due after another one whose title is at hand.</summary>
    /// <param name="parent">Title of the other one; null when it was deleted.</param>
    public static string After(AfterSchedule after, string? parent) => parent is null
        ? "After a task that was deleted: never due"
        : $"Whenever “{parent}” has {after.On.ToString().ToLowerInvariant()}";

    /// <summary>The same for a narrow column: an instant without its weekday and zone, an interval without its start.</summary>
    public static string Brief(Schedule schedule, TimeZoneInfo viewer) => schedule switch
    {
        OnceSchedule once => $"Once, {TimeZoneInfo.ConvertTime(once.At, viewer).ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture)}",
        IntervalSchedule interval => $"Every {Span(interval.Every)}",
        _ => Describe(schedule, viewer),
    };

    private static string OfCron(CronSchedule schedule)
    {
        // The words don't depend on the zone, which this machine may not know.
        var quartzCron = CronText.Parse(schedule.Cron, ZoneNames.Default).CronExpressionString;
        return CronFields.TryRead(quartzCron, out var fields) ? CronWords.Of(fields) : $"Whenever the cron expression {schedule.Cron} matches";
    }

    private static string Instant(DateTimeOffset instant, TimeZoneInfo viewer)
    {
        var local = TimeZoneInfo.ConvertTime(instant, viewer);
        var format = local.Second == 0 ? "dddd, d MMMM yyyy 'at' HH:mm" : "dddd, d MMMM yyyy 'at' HH:mm:ss";
        return $"{local.ToString(format, CultureInfo.InvariantCulture)} ({viewer.Id})";
    }

    // An interval is elapsed time: its days have 24 hours on every date, which "every day at nine" would not.
    private static string Span(TimeSpan every)
    {
        if (every.Ticks % TimeSpan.TicksPerDay == 0)
            return every.Days == 1 ? "24 hours" : $"{every.Days} days of 24 hours";
        if (Whole(every, TimeSpan.TicksPerHour, "hour") is { } hours)
            return hours;
        if (every < TimeSpan.FromHours(3) && Whole(every, TimeSpan.TicksPerMinute, "minute") is { } minutes)
            return minutes;
        if (every < TimeSpan.FromMinutes(3) && Whole(every, TimeSpan.TicksPerSecond, "second") is { } seconds)
            return seconds;
        return English.List([.. Parts(every)]);
    }

    private static string? Whole(TimeSpan every, long unit, string name) => (every.Ticks % unit, every.Ticks / unit) switch
    {
        (0, 1) => name,
        (0, var count) => English.Count(count, name),
        _ => null,
    };

    private static IEnumerable<string> Parts(TimeSpan every) =>
        new[] { (every.Days, "day"), (every.Hours, "hour"), (every.Minutes, "minute"), (every.Seconds, "second") }
            .Where(part => part.Item1 > 0)
            .Select(part => English.Count(part.Item1, part.Item2));
}
