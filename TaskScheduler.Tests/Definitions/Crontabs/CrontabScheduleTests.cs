using TaskScheduler.Core.Definitions.Crontabs;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Tests.Definitions.Crontabs;

/// <summary>Holds schedules of crontabs against crontab(5), read here a second time and as plainly as can be.</summary>
public class CrontabScheduleTests
{
    private static readonly string[] months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    [Theory]
    [InlineData("30 4 1,15 * 5")]
    [InlineData("0 0 13 * fri")]
    [InlineData("*/15 3 * * *")]
    [InlineData("0 0 * * 0-7")]
    [InlineData("0 0 * * 7")]
    [InlineData("0 0 * * 5-7")]
    [InlineData("0 0 * * 1-7/2")]
    [InlineData("0 0 * * */2")]
    [InlineData("0 12 */3 * *")]
    [InlineData("5 0 * feb,mar MON-FRI")]
    [InlineData("0 22 * * 1-5")]
    [InlineData("23 0-23/6 * * *")]
    [InlineData("0 0 31 1-12/2 *")]
    [InlineData("0 0 */1 * 1")]
    [InlineData("10-40/10 5,17 2-10 * 0,6")]
    public void It_is_due_as_the_manual_says(string cron)
    {
        var split = CrontabSchedule.Split(cron + " true");
        Assert.Null(split.WhyNot);

        var start = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var said = Occurrences.Upcoming(new CronSchedule(split.Cron, "UTC"), start, 200).TakeWhile(instant => instant < start.AddDays(730));

        Assert.Equal(Minutes(start).Where(minute => IsDue(cron.Split(' '), minute)).Take(200), said);
    }

    [Theory]
    [InlineData("0 0 */2 * 1 x", "match both */2 and 1")]
    [InlineData("0 0 1 * */2 x", "match both 1 and */2")]
    [InlineData("0~30 1 * * * x", "at random")]
    [InlineData("@reboot x", "machine starts")]
    [InlineData("@often x", "not known")]
    [InlineData("every day at nine", "neither an entry")]
    [InlineData("0 0 *", "neither an entry")]
    public void What_no_task_can_say_is_said_with_its_reason(string entry, string reason) => Assert.Contains(reason, CrontabSchedule.Split(entry).WhyNot);

    [Theory]
    [InlineData("@hourly x", "0 * * * *")]
    [InlineData("@daily x", "0 0 * * *")]
    [InlineData("@Midnight x", "0 0 * * *")]
    [InlineData("@weekly\tx", "0 0 * * 0")]
    [InlineData("@monthly x", "0 0 1 * *")]
    [InlineData("@annually x", "0 0 1 1 *")]
    public void A_short_form_is_what_it_stands_for(string entry, string cron) => Assert.Equal((cron, "x"), (CrontabSchedule.Split(entry).Cron, CrontabSchedule.Split(entry).Command));

    private static IEnumerable<DateTimeOffset> Minutes(DateTimeOffset start) => Enumerable.Range(1, 60 * 24 * 365 * 2 - 1).Select(minute => start.AddMinutes(minute));

    private static bool IsDue(string[] fields, DateTimeOffset at)
    {
        if (!Matches(fields[0], at.Minute, 0, 59, []) || !Matches(fields[1], at.Hour, 0, 23, []) || !Matches(fields[3], at.Month, 1, 12, months))
            return false;
        var day = Matches(fields[2], at.Day, 1, 31, []);
        var weekday = Matches(fields[4], (int)at.DayOfWeek, 0, 7, days) || (at.DayOfWeek == DayOfWeek.Sunday && Matches(fields[4], 7, 0, 7, days));
        return fields[2][0] == '*' || fields[4][0] == '*' ? day && weekday : day || weekday;
    }

    private static bool Matches(string field, int value, int first, int last, string[] names) => field.Split(',').Any(entry =>
    {
        var parts = entry.Split('/');
        var range = parts[0] == "*" ? [first, last] : parts[0].Split('-').Select(text => Number(text, first, names)).ToArray();
        return value >= range[0] && value <= range[^1] && (value - range[0]) % (parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 1) == 0;
    });

    private static int Number(string text, int first, string[] names) => Array.IndexOf(names, text.ToLowerInvariant()) is >= 0 and var at ? at + first : int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
