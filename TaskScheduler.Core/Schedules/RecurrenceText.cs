using System.Globalization;
using TaskScheduler.Core.Schedules.Cron;

namespace TaskScheduler.Core.Schedules;

/// <summary>A schedule as calendars say it.</summary>
/// <param name="Rule">A recurrence rule (RFC 5545 §3.3.10), counted from one of the schedule's due instants.</param>
/// <param name="Zone">IANA name of the zone whose clock it counts by.</param>
public sealed record Recurrence(string Rule, string Zone);

/// <summary>Says schedules as recurrence rules, where these mean the same instants: also on the days on which clocks are changed.</summary>
/// <remarks>
/// A rule and a cron expression part where a clock time does not exist: the rule is due as much later as the gap is long
/// (RFC 5545 §3.3.5), the schedule at its end. So each change of the clocks to come is compared, and a schedule that would
/// differ at one of them has no rule.
/// </remarks>
public static class RecurrenceText
{
    /// <summary>Most times of one day that a rule lists: every five minutes.</summary>
    private const int MostTimesOfDay = 288;

    private const int YearsCompared = 12;
    private const int MinutesOfHour = 60;
    private static readonly string[] dayNames = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    /// <summary>Null when there is no rule that means the same.</summary>
    /// <param name="from">Clock changes after this are compared.</param>
    public static Recurrence? Of(Schedule schedule, DateTimeOffset from) => schedule switch
    {
        IntervalSchedule interval => OfInterval(interval.Every),
        CronSchedule cron when CronFields.TryRead(CronText.Parse(cron.Cron, ZoneNames.Default).CronExpressionString, out var fields) => OfCron(cron, fields, from),
        _ => null,
    };

    // Elapsed time does not know of clocks. Calendars have no rule for seconds that they show.
    private static Recurrence? OfInterval(TimeSpan every) => every switch
    {
        _ when every.Ticks % TimeSpan.TicksPerDay == 0 => Every("DAILY", (int)every.TotalDays),
        _ when every.Ticks % TimeSpan.TicksPerHour == 0 => Every("HOURLY", (int)every.TotalHours),
        _ when every.Ticks % TimeSpan.TicksPerMinute == 0 => Every("MINUTELY", (int)every.TotalMinutes),
        _ => null,
    };

    private static Recurrence Every(string frequency, int interval) => new($"FREQ={frequency}" + (interval == 1 ? "" : $";INTERVAL={Text(interval)}"), ZoneNames.Default);

    private static Recurrence? OfCron(CronSchedule cron, CronFields fields, DateTimeOffset from)
    {
        if (fields.Years is not null || fields.Seconds.Single is null)
            return null;
        var changes = ZoneTransitions.Between(ZoneNames.Find(cron.TimeZone), from, from.AddYears(YearsCompared));
        if (RhythmOf(fields, changes) is { } rhythm && changes.All(change => CountsThrough(cron, change, rhythm)))
            return OfInterval(rhythm);
        if (DaysOf(fields) is not { } days || fields.Hours.Values.Count * fields.Minutes.Values.Count > MostTimesOfDay)
            return null;
        // A rule could list several times of days of a month too, but not all readers count them right.
        if (fields.Hours.Values.Count * fields.Minutes.Values.Count > 1 && (fields.NamesDays || fields.WeekdayOfMonth is not null))
            return null;
        var times = (from hour in fields.Hours.Values from minute in fields.Minutes.Values select new TimeSpan(hour, minute, fields.Seconds.Single.Value)).ToArray();
        return changes.All(change => AgreesOn(cron, change, times)) ? new(days + TimesOf(fields), cron.TimeZone) : null;
    }

    /// <summary>The time that passes between all due instants; null when it differs.</summary>
    private static TimeSpan? RhythmOf(CronFields fields, List<ZoneTransition> changes)
    {
        if (fields.NamesDays || fields.NamesWeekdays || !fields.Months.Complete)
            return null;
        if (fields.Hours.Complete)
            return fields.Minutes.Single is not null ? TimeSpan.FromHours(1)
                : fields.Minutes.EvenStep(MinutesOfHour) is { } minutes ? TimeSpan.FromMinutes(minutes)
                : null;
        // Hours are of the clock, and count through only where nobody changes it.
        return changes.Count == 0 && fields.Minutes.Single is not null && fields.Hours.EvenStep(24) is { } hours ? TimeSpan.FromHours(hours) : null;
    }

    private static bool CountsThrough(CronSchedule cron, ZoneTransition change, TimeSpan rhythm)
    {
        var around = TimeSpan.FromHours(3);
        var due = Occurrences.Upcoming(cron, change.At - around, (int)(around * 2 / rhythm));
        return due.Zip(due.Skip(1)).All(pair => pair.Second - pair.First == rhythm);
    }

    // Where the schedule is due on the day of a change at all, it has to be due at exactly these times of the clock, and at none that the clock shows twice: not all readers take the first.
    private static bool AgreesOn(CronSchedule cron, ZoneTransition change, TimeSpan[] times)
    {
        var zone = ZoneNames.Find(cron.TimeZone);
        var days = new[] { change.WallTime.AddSeconds(-1).Date, (change.At.UtcDateTime + change.After).Date, change.WallTime.Date }.Distinct();
        var due = DueAround(cron, change.At, (times.Length * 3) + 3);
        return days.All(day =>
        {
            var said = due.Select(instant => TimeZoneInfo.ConvertTime(instant, zone)).Where(local => local.Date == day).ToList();
            return said.Count == 0 || (said.Select(local => local.TimeOfDay).SequenceEqual(times)
                && said.TrueForAll(local => !ZoneTransitions.IsShownTwice(zone, local)));
        });
    }

    private static List<DateTimeOffset> DueAround(CronSchedule cron, DateTimeOffset change, int atMost)
    {
        var aDayAndMore = TimeSpan.FromHours(27);
        return [.. Occurrences.Upcoming(cron, change - aDayAndMore, atMost).TakeWhile(instant => instant < change + aDayAndMore)];
    }

    private static string? DaysOf(CronFields fields)
    {
        if (fields.NamesDays && fields.NamesWeekdays)
            return null;
        var months = fields.Months.Complete ? null : $"BYMONTH={List(fields.Months.Values)}";
        var monthly = months is null ? "FREQ=MONTHLY" : $"FREQ=YEARLY;{months}";
        if (fields.NamesDays)
            return MonthDaysOf(fields) is { } monthDays ? $"{monthly};BYMONTHDAY={monthDays}" : null;
        if (fields.WeekdayOfMonth is { } counted)
            return $"{monthly};BYDAY={Text(counted.Nth ?? -1)}{dayNames[counted.Day - 1]}";
        var weekdays = fields.NamesWeekdays && !fields.Weekdays.Complete ? $"BYDAY={string.Join(',', fields.Weekdays.Values.Select(day => dayNames[day - 1]))}" : null;
        return (weekdays, months) switch
        {
            (null, null) => "FREQ=DAILY",
            (null, _) => $"FREQ=DAILY;{months}",
            (_, null) => $"FREQ=WEEKLY;{weekdays}",
            _ => $"FREQ=DAILY;{months};{weekdays}",
        };
    }

    private static string? MonthDaysOf(CronFields fields) => fields.SpecialDays switch
    {
        [] => List(fields.Days.Values),
        [{ FromLast: true, NearestWeekday: false } last] when fields.Days.Values.Count == 0 => Text(-1 - last.Day),
        _ => null,
    };

    // With one time of day its start says it, which programs understand that know few parts of rules.
    private static string TimesOf(CronFields fields) => (fields.Hours.Values.Count, fields.Minutes.Values.Count) switch
    {
        (1, 1) => "",
        (_, 1) => $";BYHOUR={List(fields.Hours.Values)}",
        _ => $";BYHOUR={List(fields.Hours.Values)};BYMINUTE={List(fields.Minutes.Values)}",
    };

    private static string List(IEnumerable<int> values) => string.Join(',', values.Select(Text));

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
