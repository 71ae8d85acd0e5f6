using System.Globalization;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Notifications.ICalendar;

/// <summary>Writes what a time zone does (VTIMEZONE, RFC 5545 §3.6.5), as this program itself reckons with it.</summary>
internal static class CalendarZone
{
    /// <summary>After so many years each date has fallen on each weekday, so a rule that held until then holds.</summary>
    private const int YearsOfCalendar = 28;

    /// <summary>How far a series is said right in a zone whose changes follow no yearly rule.</summary>
    private const int YearsWithoutRule = 12;

    private const int DaysOfWeek = 7;
    private static readonly string[] dayNames = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
    private static readonly DateTime longAgo = new(1970, 1, 1);

    /// <summary>What the clock of a zone shows.</summary>
    public static DateTime LocalTime(string zone, DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, ZoneNames.Find(zone)).DateTime;

    /// <summary>Whether every reader finds this instant by what the clock shows: of a time that comes twice the first is meant (RFC 5545 §3.3.5), but some take the second.</summary>
    public static bool Says(string zone, DateTimeOffset instant) => !ZoneTransitions.IsShownTwice(ZoneNames.Find(zone), instant);

    /// <param name="start">Of the first entry.</param>
    /// <param name="lasting">Whether entries recur: what the zone does is said for all years to come.</param>
    public static void Write(ContentLines lines, string zone, DateTimeOffset start, bool lasting)
    {
        var found = ZoneNames.Find(zone);
        var year = start.UtcDateTime.Year;
        lines.Begin("VTIMEZONE");
        lines.Line("TZID", zone);
        if (!lasting || !TryWriteRules(lines, found, year))
            WriteEach(lines, found, year, lasting ? YearsWithoutRule : 1);
        lines.End("VTIMEZONE");
    }

    private static void WriteEach(ContentLines lines, TimeZoneInfo zone, int year, int years)
    {
        var from = January(year - 1);
        var offset = zone.GetUtcOffset(from);
        Write(lines, zone.IsDaylightSavingTime(from), longAgo, offset, offset, null);
        foreach (var change in ZoneTransitions.Between(zone, from, January(year + years + 1)))
            Write(lines, zone.IsDaylightSavingTime(change.At), change.WallTime, change.Before, change.After, null);
    }

    // Each change of a year with those at its place in the following years: either all follow one rule, or it is no rule.
    private static bool TryWriteRules(ContentLines lines, TimeZoneInfo zone, int year)
    {
        var first = year - 1;
        var years = ZoneTransitions.Between(zone, January(first), January(first + YearsOfCalendar)).GroupBy(change => change.WallTime.Year).ToDictionary(group => group.Key, group => group.ToList());
        if (years.Count == 0 || years.Count != YearsOfCalendar || years.Values.Any(changes => changes.Count != years[first].Count))
            return false;
        var rules = new List<(ZoneTransition First, string Rule)>();
        for (var place = 0; place < years[first].Count; place++)
        {
            if (RuleOf([.. years.OrderBy(pair => pair.Key).Select(pair => pair.Value[place])]) is not { } rule)
                return false;
            rules.Add((years[first][place], rule));
        }

        foreach (var (change, rule) in rules)
            Write(lines, zone.IsDaylightSavingTime(change.At), change.WallTime, change.Before, change.After, rule);
        return true;
    }

    private static string? RuleOf(List<ZoneTransition> changes)
    {
        var (first, time) = (changes[0], changes[0].WallTime);
        if (changes.Any(change => change.Before != first.Before || change.After != first.After || change.WallTime.Month != time.Month
            || change.WallTime.TimeOfDay != time.TimeOfDay))
            return null;
        var (least, most) = (changes.Min(change => change.WallTime.Day), changes.Max(change => change.WallTime.Day));
        if (least == most)
            return string.Create(CultureInfo.InvariantCulture, $"FREQ=YEARLY;BYMONTH={time.Month};BYMONTHDAY={least}");
        if (most - least >= DaysOfWeek || changes.Any(change => change.WallTime.DayOfWeek != time.DayOfWeek))
            return null;
        var day = dayNames[(int)time.DayOfWeek];
        var month = $"FREQ=YEARLY;BYMONTH={time.Month.ToString(CultureInfo.InvariantCulture)}";
        // The two forms that every program knows go before the one that says any week.
        if (time.Month != 2 && most == DateTime.DaysInMonth(time.Year, time.Month))
            return $"{month};BYDAY=-1{day}";
        return (least - 1) % DaysOfWeek == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{month};BYDAY={((least - 1) / DaysOfWeek) + 1}{day}")
            : $"{month};BYMONTHDAY={string.Join(',', Enumerable.Range(least, DaysOfWeek))};BYDAY={day}";
    }

    private static void Write(ContentLines lines, bool daylight, DateTime from, TimeSpan before, TimeSpan after, string? rule)
    {
        var kind = daylight ? "DAYLIGHT" : "STANDARD";
        lines.Begin(kind);
        lines.Line("DTSTART", ContentLines.Local(from));
        lines.Line("TZOFFSETFROM", Offset(before));
        lines.Line("TZOFFSETTO", Offset(after));
        if (rule is not null)
            lines.Line("RRULE", rule);
        lines.End(kind);
    }

    private static string Offset(TimeSpan offset) => (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(offset.Seconds == 0 ? "hhmm" : "hhmmss", CultureInfo.InvariantCulture);

    private static DateTimeOffset January(int year) => new(year, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
