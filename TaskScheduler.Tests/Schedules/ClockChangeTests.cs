using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Tests.Schedules;

/// <summary>The days on which clocks change, with the changes of 2026 from the IANA time zone database.</summary>
public class ClockChangeTests
{
    [Theory]
    // Berlin: 29 March 02:00 becomes 03:00 (01:00 UTC). New York: 8 March 02:00 becomes 03:00 (07:00 UTC).
    // Lord Howe Island: 4 October 02:00 becomes 02:30 (3 October 15:30 UTC).
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("30 2 * * *", "America/New_York", "2026-03-07T12:00Z", "2026-03-08T07:00:00Z")]
    [InlineData("15 2 * * *", "Australia/Lord_Howe", "2026-10-03T12:00Z", "2026-10-03T15:30:00Z")]
    public void A_time_that_does_not_exist_is_due_when_the_clock_has_moved(string cron, string zone, string after, string due) =>
        Assert.Equal(At(due), Occurrences.Next(new CronSchedule(cron, zone), At(after)));

    [Theory]
    // Berlin: 25 October 03:00 becomes 02:00 (01:00 UTC). New York: 1 November 02:00 becomes 01:00 (06:00 UTC).
    // Lord Howe Island: 5 April 02:00 becomes 01:30 (4 April 15:00 UTC).
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")]
    [InlineData("30 1 * * *", "America/New_York", "2026-10-31T12:00Z", "2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z")]
    [InlineData("45 1 * * *", "Australia/Lord_Howe", "2026-04-04T12:00Z", "2026-04-04T14:45:00Z", "2026-04-05T15:15:00Z")]
    public void A_time_that_exists_twice_is_due_the_first_time_only(string cron, string zone, string after, string first, string second) =>
        Assert.Equal([At(first), At(second)], Occurrences.Upcoming(new CronSchedule(cron, zone), At(after), 2));

    [Theory]
    [InlineData("Europe/Berlin", "2026-10-24T23:45Z")]
    [InlineData("Europe/Berlin", "2026-03-29T00:00Z")]
    [InlineData("America/New_York", "2026-11-01T04:45Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-04T13:45Z")]
    public void A_rhythm_within_the_hour_goes_on_through_a_clock_change(string zone, string after)
    {
        var upcoming = Occurrences.Upcoming(new CronSchedule("*/15 * * * *", zone), At(after), 16);

        Assert.Equal(Enumerable.Range(1, 16).Select(quarter => At(after).AddMinutes(15 * quarter)), upcoming);
    }

    [Fact]
    public void A_daily_time_keeps_the_clock_of_its_zone_over_the_year()
    {
        var days = Occurrences.Upcoming(new CronSchedule("0 9 * * *", "Europe/Berlin"), At("2026-01-01T00:00Z"), 365);

        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        Assert.All(days, day => Assert.Equal(new TimeSpan(9, 0, 0), TimeZoneInfo.ConvertTime(day, zone).TimeOfDay));
        Assert.Equal(365, days.Select(day => TimeZoneInfo.ConvertTime(day, zone).Date).Distinct().Count());
    }

    private static DateTimeOffset At(string text)
    {
        Assert.True(IsoText.TryReadInstant(text, out var instant));
        return instant;
    }
}
