using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Tests.Schedules;

public class ScheduleWordsTests
{
    private static readonly TimeZoneInfo berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void An_immediate_schedule_is_said() =>
        Assert.Equal("Once, immediately", ScheduleWords.Describe(new ImmediateSchedule(), berlin));

    [Fact]
    public void A_single_time_is_said_in_the_viewers_zone() =>
        Assert.Equal(
            "Once on Tuesday, 1 December 2026 at 10:00 (Europe/Berlin)",
            ScheduleWords.Describe(new OnceSchedule(new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero)), berlin));

    [Theory]
    [InlineData("PT1S", "Every second")]
    [InlineData("PT90S", "Every 90 seconds")]
    [InlineData("PT1M", "Every minute")]
    [InlineData("PT90M", "Every 90 minutes")]
    [InlineData("PT1H", "Every hour")]
    [InlineData("P1D", "Every 24 hours")]
    [InlineData("P7D", "Every 7 days of 24 hours")]
    [InlineData("P1DT1H1M1S", "Every 1 day, 1 hour, 1 minute and 1 second")]
    public void An_interval_is_said_as_elapsed_time(string every, string said)
    {
        Assert.True(IsoText.TryReadDuration(every, out var span));

        var words = ScheduleWords.Describe(new IntervalSchedule(span, new(2026, 7, 1, 8, 0, 5, TimeSpan.Zero)), berlin);

        Assert.Equal($"{said} from Wednesday, 1 July 2026 at 10:00:05 (Europe/Berlin)", words);
    }

    [Theory]
    [InlineData("* * * * *", "Every minute")]
    [InlineData("*/1 * * * *", "Every minute")]
    [InlineData("*/5 * * * *", "Every 5 minutes")]
    [InlineData("0 */5 * * * ?", "Every 5 minutes")]
    [InlineData("*/7 * * * *", "Every hour at minutes 0 to 56 in steps of 7")]
    [InlineData("15 * * * *", "Every hour at minute 15")]
    [InlineData("0 * * * *", "Every hour")]
    [InlineData("@hourly", "Every hour")]
    [InlineData("5,35 * * * *", "Every hour at minutes 5 and 35")]
    [InlineData("0 */2 * * *", "Every 2 hours from 00:00")]
    [InlineData("15 */2 * * *", "Every 2 hours from 00:15")]
    [InlineData("0 9-17 * * *", "Every hour from 09:00 to 17:00")]
    [InlineData("15 9-17 * * 1-5", "Every hour from 09:15 to 17:15, every weekday")]
    [InlineData("*/10 9-17 * * MON-FRI", "Every 10 minutes between 09:00 and 17:59, every weekday")]
    [InlineData("*/5 9 * * *", "Every 5 minutes between 09:00 and 09:59")]
    [InlineData("*/5 9,17 * * *", "Every 5 minutes of hours 9 and 17")]
    [InlineData("5,10,15 9-17 * * *", "At minutes 5, 10 and 15 of hours 9 to 17")]
    [InlineData("* * * * * ?", "Every second")]
    [InlineData("*/10 * * * * ?", "Every 10 seconds")]
    [InlineData("30 * * * * ?", "At second 30 of every minute")]
    [InlineData("*/10 0-4 9 * * ?", "Every 10 seconds of minutes 0 to 4 of hour 9")]
    [InlineData("* */5 * * * ?", "Every second of every 5th minute (from minute 0) of every hour")]
    [InlineData("* * 9 * * ?", "Every second between 09:00 and 09:59:59")]
    [InlineData("15 * 9-17 * * ?", "At second 15 of every minute between 09:00 and 17:59:59")]
    [InlineData("0 22-2 * * *", "Every day at 00:00, 01:00, 02:00, 22:00 and 23:00")]
    public void A_rhythm_within_the_day_is_said(string cron, string said) => Said(cron, said);

    [Theory]
    [InlineData("0 9 * * *", "Every day at 09:00")]
    [InlineData("@daily", "Every day at 00:00")]
    [InlineData("30 0 9 * * ?", "Every day at 09:00:30")]
    [InlineData("0 9,17 * * MON-FRI", "Every weekday at 09:00 and 17:00")]
    [InlineData("30 8 * * 1,5", "Every Monday and Friday at 08:30")]
    [InlineData("30 8 * * 0,6", "Every Saturday and Sunday at 08:30")]
    [InlineData("0 0 9 ? * 2", "Every Monday at 09:00")]
    [InlineData("0 9 * * FRI-MON", "Every Monday, Friday, Saturday and Sunday at 09:00")]
    [InlineData("0 9 * JAN-MAR,DEC MON", "Every Monday in January to March and December at 09:00")]
    [InlineData("0 9 * 5 *", "Every day in May at 09:00")]
    [InlineData("0 0 9 ? * 3#2", "On the 2nd Tuesday of every month at 09:00")]
    [InlineData("0 9 * * 2#2", "On the 2nd Tuesday of every month at 09:00")]
    [InlineData("0 9 * * 5#5", "On the 5th Friday (where there is one) of every month at 09:00")]
    [InlineData("0 9 * 3 5L", "On the last Friday of the month in March at 09:00")]
    public void Days_of_the_week_are_said(string cron, string said) => Said(cron, said);

    [Theory]
    [InlineData("0 6 1 * *", "On day 1 of every month at 06:00")]
    [InlineData("0 6 1,15 * *", "On days 1 and 15 of every month at 06:00")]
    [InlineData("0 6 1-5,10 * *", "On days 1 to 5 and 10 of every month at 06:00")]
    [InlineData("0 6 31 * *", "On day 31 (where there is one) of every month at 06:00")]
    [InlineData("0 6 */10 * *", "On days 1 to 31 in steps of 10 (where there is one) of every month at 06:00")]
    [InlineData("0 6 L * *", "On the last day of every month at 06:00")]
    [InlineData("0 6 LW * *", "On the last weekday of every month at 06:00")]
    [InlineData("0 6 L-3 * *", "On the day 3 days before the last of every month at 06:00")]
    [InlineData("0 6 15W 4,7 *", "On the weekday nearest to day 15 of April and July at 06:00")]
    [InlineData("0 6 15,L * *", "On day 15 and the last day of every month at 06:00")]
    [InlineData("0 6 1 1,4,7,10 *", "On day 1 of January, April, July and October at 06:00")]
    [InlineData("0 0 1 1 *", "Every year on 1 January at 00:00")]
    [InlineData("0 0 29 2 *", "On 29 February of every leap year at 00:00")]
    [InlineData("0 0 9 24 12 ? 2030-2035", "Every year on 24 December at 09:00, only in 2030 to 2035")]
    [InlineData("0 6 1 * 1", "On day 1 of every month and also every Monday at 06:00")]
    [InlineData("0 6 13 5 5", "On day 13 of the month and also every Friday in May at 06:00")]
    [InlineData("0 6 1-31 * 1", "Every day at 06:00")]
    public void Days_of_the_month_are_said(string cron, string said) => Said(cron, said);

    [Theory]
    [InlineData("0 0 9 LW-2 * ?")]
    [InlineData("0 0 9 31W * ?")]
    public void What_has_no_sure_words_is_said_as_written(string cron) => Said(cron, $"Whenever the cron expression {cron} matches");

    [Fact]
    public void A_zone_that_this_machine_does_not_know_is_said_with_its_consequence() => Assert.Equal(
        "Every day at 09:00 (Mars/Olympus, a time zone this machine does not know: never due)",
        ScheduleWords.Describe(new CronSchedule("0 9 * * *", "Mars/Olympus"), TimeZoneInfo.Utc));

    private static void Said(string cron, string said) =>
        Assert.Equal($"{said} (Europe/Berlin)", ScheduleWords.Describe(new CronSchedule(cron, "Europe/Berlin"), TimeZoneInfo.Utc));

    [Fact]
    public void In_a_narrow_column_an_instant_keeps_its_time_and_an_interval_loses_its_start()
    {
        var at = new DateTimeOffset(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);

        Assert.Equal("Once, 1 Dec 2026, 09:00", ScheduleWords.Brief(new OnceSchedule(at), berlin));
        Assert.Equal("Every 10 seconds", ScheduleWords.Brief(new IntervalSchedule(TimeSpan.FromSeconds(10), at), berlin));
    }
}
