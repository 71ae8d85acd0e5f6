using System.Globalization;

namespace TaskScheduler.Core.Schedules.Cron;

/// <summary>Says the second, minute and hour fields.</summary>
internal static class CronTimeWords
{
    private const int MostTimesListed = 6;

    /// <summary>The times as a list, <c>09:00 and 17:00</c>; null when there are too many or they are a rhythm.</summary>
    public static string? TimesOfDay(CronFields fields)
    {
        var (seconds, minutes, hours) = (fields.Seconds.Values, fields.Minutes.Values, fields.Hours.Values);
        if ((long)seconds.Count * minutes.Count * hours.Count > MostTimesListed || (hours.Count > 3 && IsRange(hours)))
            return null;
        var withSeconds = seconds is not [0];
        var times = from hour in hours from minute in minutes from second in seconds select Clock(hour, minute, withSeconds ? second : null);
        return English.List([.. times]);
    }

    /// <summary>How it recurs within the day, as <c>every 5 minutes between 09:00 and 17:59</c>.</summary>
    public static string Rhythm(CronFields fields)
    {
        if (fields.Seconds.Single is not 0)
            return $"{Seconds(fields)}{OfMinutes(fields)}";
        if (fields.Minutes.Complete)
            return "every minute" + DuringHours(fields.Hours);
        if (fields.Minutes.EvenStep(60) is { } step)
            return $"every {step} minutes" + DuringHours(fields.Hours);
        if (fields.Minutes.Single is { } minute)
            return EveryHourAt(minute, fields.Hours);
        return fields.Hours.Complete
            ? $"every hour at {Minutes(fields)}"
            : $"at {Minutes(fields)} of {Hours(fields.Hours)}";
    }

    private static string EveryHourAt(int minute, NumberField hours)
    {
        if (hours.Complete)
            return minute == 0 ? "every hour" : $"every hour at minute {minute}";
        if (hours.EvenStep(24) is { } step)
            return $"every {step} hours from {Clock(0, minute, null)}";
        return IsRange(hours.Values)
            ? $"every hour from {Clock(hours.Values[0], minute, null)} to {Clock(hours.Values[^1], minute, null)}"
            : $"at minute {minute} of {Hours(hours)}";
    }

    private static string Seconds(CronFields fields)
    {
        if (fields.Seconds.Complete)
            return "every second";
        if (fields.Seconds.EvenStep(60) is { } step)
            return $"every {step} seconds";
        var values = fields.Seconds.Values;
        return $"at {(values.Count == 1 ? "second" : "seconds")} {English.Numbers(values, Plain)}";
    }

    private static string OfMinutes(CronFields fields)
    {
        var hours = fields.Hours;
        var started = fields.Seconds.Complete || fields.Seconds.EvenStep(60) is not null;
        if (fields.Minutes.Complete)
            return (started ? "" : " of every minute") + DuringHours(hours, lastSecond: 59);
        return $" of {(fields.Minutes.EvenStep(60) is { } step ? $"every {English.Ordinal(step)} minute (from minute 0)" : Minutes(fields))} of {Hours(hours)}";
    }

    private static string DuringHours(NumberField hours, int? lastSecond = null) =>
        hours.Complete ? ""
        : IsRange(hours.Values) ? $" between {Clock(hours.Values[0], 0, null)} and {Clock(hours.Values[^1], 59, lastSecond)}"
        : $" of {Hours(hours)}";

    private static string Minutes(CronFields fields)
    {
        var values = fields.Minutes.Values;
        return $"{(values.Count == 1 ? "minute" : "minutes")} {English.Numbers(values, Plain)}";
    }

    private static string Hours(NumberField hours) =>
        hours.Complete ? "every hour" : $"{(hours.Values.Count == 1 ? "hour" : "hours")} {English.Numbers(hours.Values, Plain)}";

    private static bool IsRange(IReadOnlyList<int> values) => values[^1] - values[0] == values.Count - 1;

    private static string Clock(int hour, int minute, int? second) =>
        second is { } s ? string.Create(CultureInfo.InvariantCulture, $"{hour:00}:{minute:00}:{s:00}") : string.Create(CultureInfo.InvariantCulture, $"{hour:00}:{minute:00}");

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
