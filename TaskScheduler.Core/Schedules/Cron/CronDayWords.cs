using System.Globalization;

namespace TaskScheduler.Core.Schedules.Cron;

/// <summary>Says the day-of-month, month and weekday fields.</summary>
internal static class CronDayWords
{
    public const string EveryDay = "every day";

    private const string WhereThereIsOne = " (where there is one)";
    private static readonly int[] shortestMonths = [28, 30, 31];
    private static readonly string[] months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[..12];
    private static readonly string[] weekdays = CultureInfo.InvariantCulture.DateTimeFormat.DayNames;

    /// <summary>Which days, in lower case: <c>every weekday in May</c>, <c>on day 1 of every month</c>.</summary>
    public static string Of(CronFields fields)
    {
        var inMonths = fields.Months.Complete ? "" : $" in {Months(fields)}";
        // As in crontab(5): when both fields name days, either of them is enough.
        if (CoversAll(fields))
            return EveryDay + inMonths;
        if (!fields.NamesDays)
            return Weekdays(fields) + inMonths;
        return fields.NamesWeekdays ? $"{DaysOfMonth(fields)} and also {Weekdays(fields)}{inMonths}" : DaysOfMonth(fields);
    }

    private static bool CoversAll(CronFields fields) => (fields.NamesDays, fields.NamesWeekdays) switch
    {
        (false, false) => true,
        (true, false) => fields.Days.Complete,
        (false, true) => fields.Weekdays.Complete,
        (true, true) => fields.Days.Complete || fields.Weekdays.Complete,
    };

    private static string Weekdays(CronFields fields)
    {
        if (fields.WeekdayOfMonth is { } day)
        {
            var which = day.Nth is { } nth ? English.Ordinal(nth) : "last";
            return $"on the {which} {Weekday(day.Day)}{(day.Nth == 5 ? WhereThereIsOne : "")} of {(fields.Months.Complete ? "every" : "the")} month";
        }
        return fields.Weekdays.Values is [2, 3, 4, 5, 6]
            ? "every weekday"
            : $"every {English.List([.. MondayFirst(fields.Weekdays.Values).Select(Weekday)])}";
    }

    private static IEnumerable<int> MondayFirst(IReadOnlyList<int> days) => days.OrderBy(day => (day + 5) % 7);

    private static string DaysOfMonth(CronFields fields)
    {
        // A single date of the year reads best as one; 29 February does not come every year.
        if (!fields.NamesWeekdays && fields.SpecialDays.Count == 0 && fields.Days.Single is { } day && fields.Months.Single is { } month)
            return (day, month) is (29, 2) ? "on 29 February of every leap year" : $"every year on {day} {months[month - 1]}";

        var named = new List<string>();
        if (fields.Days.Values is { Count: > 0 } values)
            named.Add($"{(values.Count == 1 ? "day" : "days")} {English.Numbers(values, value => value.ToString(CultureInfo.InvariantCulture))}{Rare(fields)}");
        named.AddRange(fields.SpecialDays.Select(Special));
        return $"on {English.List(named)} of {OfMonths(fields)}";
    }

    private static string Rare(CronFields fields) =>
        fields.Days.Values[^1] > fields.Months.Values.Min(LengthOf) ? WhereThereIsOne : "";

    private static int LengthOf(int month) => month == 2 ? shortestMonths[0] : shortestMonths[month is 4 or 6 or 9 or 11 ? 1 : 2];

    private static string Special(SpecialDay day) => (day.FromLast, day.Day, day.NearestWeekday) switch
    {
        (true, 0, false) => "the last day",
        (true, 0, true) => "the last weekday",
        (true, var back, false) => $"the day {English.Count(back, "day")} before the last",
        (true, var back, true) => $"the weekday nearest to the day {English.Count(back, "day")} before the last",
        (false, var number, _) => $"the weekday nearest to day {number}",
    };

    private static string OfMonths(CronFields fields) =>
        fields.Months.Complete ? "every month" : fields.NamesWeekdays ? "the month" : Months(fields);

    private static string Months(CronFields fields) => English.Ranges(fields.Months.Values, month => months[month - 1]);

    private static string Weekday(int day) => weekdays[day - 1];
}
