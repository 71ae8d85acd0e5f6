using System.Collections.Concurrent;
using Quartz;

namespace TaskScheduler.Core.Schedules.Cron;

/// <summary>Turns a cron text and a zone name into the Quartz expression that evaluates them.</summary>
public static class CronText
{
    /// <summary>Longest accepted text, in UTF-16 units.</summary>
    public const int MaxLength = 200;

    // Parsing takes 2 µs; sharing is for memory: an expression has about 500 bytes, and many tasks have the same few schedules.
    private const int MostKept = 20_000;
    private static readonly ConcurrentDictionary<(string Cron, string TimeZone), CronExpression> parsed = new();
    private static int kept;

    public static CronExpression Parse(CronSchedule schedule) => Parse(schedule.Cron, schedule.TimeZone);

    /// <param name="cron">Five fields (crontab), six or seven (Quartz), or a macro such as <c>@daily</c>.</param>
    /// <param name="timeZone">IANA name.</param>
    /// <returns>An immutable expression, shared by all who ask for the same.</returns>
    /// <exception cref="FormatException">Quartz does not understand the text.</exception>
    /// <exception cref="TimeZoneNotFoundException">This machine does not know the zone.</exception>
    public static CronExpression Parse(string cron, string timeZone)
    {
        if (parsed.TryGetValue((cron, timeZone), out var known))
            return known;
        var format = FieldCount(cron) == 5 ? CronFormat.Unix : CronFormat.Quartz;
        var expression = CronExpression.Parse(cron, format).WithTimeZone(ZoneNames.Find(timeZone));
        // Counted here because ConcurrentDictionary.Count takes all its locks.
        if (Interlocked.Increment(ref kept) > MostKept)
        {
            parsed.Clear();
            Interlocked.Exchange(ref kept, 1);
        }
        return parsed.GetOrAdd((cron, timeZone), expression);
    }

    internal static string[] Fields(string cron) =>
        cron.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static int FieldCount(string cron)
    {
        var count = 0;
        var inField = false;
        foreach (var character in cron)
        {
            if (!char.IsWhiteSpace(character) && !inField)
                count++;
            inField = !char.IsWhiteSpace(character);
        }
        return count;
    }
}
