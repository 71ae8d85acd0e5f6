using FsCheck;
using FsCheck.Fluent;
using TaskScheduler.Core.Notifications.ICalendar;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Notifications.ICalendar;

public sealed class RecurrenceTests
{
    private const int Days = 400;
    private const int Generated = 400;
    private const int MostOccurrences = 4_000;

    // A week before the clocks of Europe are changed, so that also those due often meet it.
    private static readonly DateTimeOffset start = new(2027, 3, 21, 9, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0 9 * * *", "Europe/Berlin", "FREQ=DAILY", "Europe/Berlin")]
    [InlineData("0 9,17 * * *", "Europe/Berlin", "FREQ=DAILY;BYHOUR=9,17", "Europe/Berlin")]
    [InlineData("0 9 * * 1-5", "America/New_York", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "America/New_York")]
    [InlineData("30 2 * * 1", "Europe/Berlin", "FREQ=WEEKLY;BYDAY=MO", "Europe/Berlin")]
    [InlineData("0 6 1,15 * *", "Asia/Tokyo", "FREQ=MONTHLY;BYMONTHDAY=1,15", "Asia/Tokyo")]
    [InlineData("0 0 6 L * ?", "Europe/Berlin", "FREQ=MONTHLY;BYMONTHDAY=-1", "Europe/Berlin")]
    [InlineData("0 0 6 L-3 * ?", "Europe/Berlin", "FREQ=MONTHLY;BYMONTHDAY=-4", "Europe/Berlin")]
    [InlineData("0 0 6 ? * MON#2", "Europe/Berlin", "FREQ=MONTHLY;BYDAY=2MO", "Europe/Berlin")]
    [InlineData("0 0 6 ? * FRIL", "Europe/Berlin", "FREQ=MONTHLY;BYDAY=-1FR", "Europe/Berlin")]
    [InlineData("0 6 24 12 *", "Europe/Berlin", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24", "Europe/Berlin")]
    [InlineData("0 6 * 6,7 1", "Europe/Berlin", "FREQ=DAILY;BYMONTH=6,7;BYDAY=MO", "Europe/Berlin")]
    [InlineData("*/15 * * * *", "Europe/Berlin", "FREQ=MINUTELY;INTERVAL=15", "UTC")]
    [InlineData("0 * * * *", "Asia/Kathmandu", "FREQ=HOURLY", "UTC")]
    [InlineData("0 */6 * * *", "UTC", "FREQ=HOURLY;INTERVAL=6", "UTC")]
    [InlineData("*/30 9-17 * * 1-5", "Europe/Berlin", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9,10,11,12,13,14,15,16,17;BYMINUTE=0,30", "Europe/Berlin")]
    public void A_schedule_is_said_as_the_rule_that_most_programs_know(string cron, string zone, string rule, string said) =>
        Assert.Equal(new Recurrence(rule, said), RecurrenceText.Of(new CronSchedule(cron, zone), start));

    [Theory]
    [InlineData("30 2 * * *", "Europe/Berlin")] // Does not exist on the day on which summer begins.
    [InlineData("0 */2 * * *", "Europe/Berlin")] // 2:00 is one of them.
    [InlineData("0 9 1 * 1", "Europe/Berlin")] // The first of a month, or Mondays.
    [InlineData("0 0 9 15W * ?", "Europe/Berlin")]
    [InlineData("0 0 9 ? * MON 2027", "Europe/Berlin")]
    [InlineData("*/20 * * * * *", "UTC")]
    [InlineData("0 9,17 1 * *", "UTC")] // Not all readers count these right.
    [InlineData("7-59/13 * * * *", "Australia/Lord_Howe")]
    public void A_schedule_that_no_rule_means_has_none(string cron, string zone) => Assert.Null(RecurrenceText.Of(new CronSchedule(cron, zone), start));

    [Theory]
    [InlineData(86_400, "FREQ=DAILY")]
    [InlineData(3 * 86_400, "FREQ=DAILY;INTERVAL=3")]
    [InlineData(7 * 3_600, "FREQ=HOURLY;INTERVAL=7")]
    [InlineData(90 * 60, "FREQ=MINUTELY;INTERVAL=90")]
    [InlineData(90, null)]
    public void An_interval_is_said_in_the_largest_unit_that_is_exact(int seconds, string? rule) =>
        Assert.Equal(rule is null ? null : new Recurrence(rule, "UTC"), RecurrenceText.Of(new IntervalSchedule(TimeSpan.FromSeconds(seconds), start), start));

    [Fact]
    public async Task Another_reader_finds_the_same_instants_over_400_days_with_the_changes_of_clocks()
    {
        var given = Given().Select(schedule => (Schedule: schedule, Rule: RecurrenceText.Of(schedule, start), First: Occurrences.Next(schedule, start))).Where(one => one.Rule is not null && one.First is not null).ToList();
        var until = start.AddDays(Days);
        Assert.True(given.Count > 100, $"Only {given.Count} schedules could be said.");

        var read = await CalendarReading.ReadAsync([.. given.Select(one => new CalendarInput(SeriesOf(one.First!.Value, one.Rule!), until.ToUnixTimeSeconds(), MostOccurrences))]);

        Assert.Equal("", string.Join('\n', given.Zip(read).Select(one => Difference(one.First.Schedule, one.First.Rule!, one.Second.Event(), until)).OfType<string>()));
    }

    private static string? Difference(Schedule schedule, Recurrence rule, System.Text.Json.JsonElement found, DateTimeOffset until)
    {
        var due = Occurrences.Upcoming(schedule, start, MostOccurrences).TakeWhile(instant => instant <= until).Select(instant => instant.ToUnixTimeSeconds()).ToList();
        var said = found.GetProperty("occurrences").EnumerateArray().Select(instant => instant.GetInt64()).ToList();
        var parts = due.Zip(said).Where(pair => pair.First != pair.Second).Select(pair => $"due {DateTimeOffset.FromUnixTimeSeconds(pair.First):O}, said {DateTimeOffset.FromUnixTimeSeconds(pair.Second):O}").FirstOrDefault();
        return due.SequenceEqual(said) ? null : $"{schedule} as {rule}: {parts ?? $"{due.Count} due, {said.Count} said"}";
    }

    private static IEnumerable<Schedule> Given()
    {
        string[] zones = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Santiago", "Africa/Cairo"];
        string[] crons = ["0 9 * * *", "0 0 * * *", "30 2 * * *", "0 3 * * *", "0 9,17 * * *", "*/15 * * * *", "0 * * * *", "0 */6 * * *", "0 9 * * 1-5", "30 1 * * 0", "0 6 1 * *", "0 6 31 * *", "0 6 29 2 *", "0 0 6 L * ?", "0 0 6 ? * FRIL", "0 0 6 ? * MON#5", "*/30 9-17 * * 1-5", "0 6 * 6,7 1"];
        var written = from zone in zones from cron in crons select (Schedule)new CronSchedule(cron, zone);
        var intervals = new[] { 60, 5_400, 25_200, 86_400, 950_400 }.Select(seconds => (Schedule)new IntervalSchedule(TimeSpan.FromSeconds(seconds), start.AddSeconds(-12_345)));
        return [.. written, .. intervals, .. GeneratedSchedules.Cron.Sample(Generated, new Rnd(20261201), Generated)];
    }

    private static string SeriesOf(DateTimeOffset first, Recurrence recurrence) => CalendarText.Of(new("REQUEST",
    [
        new("1@taskscheduler", start, first, first.AddMinutes(15), "x") { Zone = recurrence.Zone == ZoneNames.Default ? null : recurrence.Zone, Rule = recurrence.Rule },
    ]));
}
