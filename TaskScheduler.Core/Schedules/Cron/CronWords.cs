namespace TaskScheduler.Core.Schedules.Cron;

/// <summary>Puts the words for times, days and years of a cron expression together.</summary>
internal static class CronWords
{
    /// <summary>A sentence without its full stop and without the zone.</summary>
    public static string Of(CronFields fields)
    {
        var days = CronDayWords.Of(fields);
        var years = Years(fields.Years);
        if (CronTimeWords.TimesOfDay(fields) is { } times)
            return English.Capitalized($"{days} at {times}{years}");

        var rhythm = CronTimeWords.Rhythm(fields);
        return days == CronDayWords.EveryDay
            ? English.Capitalized(rhythm + years)
            : English.Capitalized($"{rhythm}, {days}{years}");
    }

    private static string Years(NumberField? years) =>
        years is null ? "" : $", only in {English.Numbers(years.Values, year => year.ToString(System.Globalization.CultureInfo.InvariantCulture))}";
}
