using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Schedules.Cron;

namespace TaskScheduler.Core.Forecasting.Times;

/// <summary>The seconds of one minute at which something is due, one bit each.</summary>
/// <param name="Minute">In Unix minutes.</param>
internal readonly record struct CronMinute(int Minute, ulong Seconds);

/// <summary>
/// Finds when a cron expression is due, minute by minute: Quartz is asked once for each minute, and the seconds in it are those
/// of the expression. An expression that is due each second then costs 180 questions for three hours, not 10,800.
/// </summary>
internal static class CronMinutes
{
    private const int SecondsInMinute = 60;

    // Around a change of clocks what Quartz makes of an expression is not its fields any more.
    private static readonly TimeSpan nearChange = TimeSpan.FromDays(1);

    /// <summary>From one second to another, both included.</summary>
    public static IEnumerable<CronMinute> Between(CronSchedule schedule, long first, long last)
    {
        var cron = CronText.Parse(schedule);
        var fields = ChangesClocks(schedule, first, last) || !CronFields.TryRead(cron.CronExpressionString, out var read) ? null : read;
        var seconds = fields is null ? 0 : Bits(fields.Seconds.Values);
        var after = first - 1;
        while (cron.GetNextValidTimeAfter(DateTimeOffset.FromUnixTimeSeconds(after)) is { } next && next.ToUnixTimeSeconds() is var second && second <= last)
        {
            var minute = second / SecondsInMinute;
            var due = fields is null ? 1UL << (int)(second % SecondsInMinute) : Within(seconds, minute * SecondsInMinute, second, last);
            yield return new((int)minute, due);
            after = fields is null ? second : (minute * SecondsInMinute) + SecondsInMinute - 1;
        }
    }

    private static bool ChangesClocks(CronSchedule schedule, long first, long last) => ZoneTransitions.Between(
        ZoneNames.Find(schedule.TimeZone), DateTimeOffset.FromUnixTimeSeconds(first) - nearChange, DateTimeOffset.FromUnixTimeSeconds(last) + nearChange).Count > 0;

    private static ulong Bits(IReadOnlyList<int> seconds) => seconds.Aggregate(0UL, (bits, second) => bits | (1UL << second));

    private static ulong Within(ulong seconds, long start, long first, long last)
    {
        var from = (int)(first - start);
        var to = (int)Math.Min(SecondsInMinute - 1, last - start);
        return seconds & (ulong.MaxValue << from) & (ulong.MaxValue >> (63 - to));
    }
}
