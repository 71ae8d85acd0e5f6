using System.Globalization;
using TaskScheduler.Core.Notifications.People;
using TaskScheduler.Core.Notifications.Summaries;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Tests.Notifications.Summaries;

public sealed class SummaryTimesTests
{
    [Theory]
    [InlineData("08:00", "2026-12-01T07:59:00+01:00", "2026-12-01T07:59:59+01:00", "")]
    [InlineData("08:00", "2026-12-01T07:59:00+01:00", "2026-12-01T08:00:00+01:00", "2026-12-01T08:00:00+01:00")]
    [InlineData("08:00", "2026-12-01T08:00:00+01:00", "2026-12-02T07:59:59+01:00", "")]
    [InlineData("08:00", "2026-12-01T08:00:00+01:00", "2026-12-03T09:00:00+01:00", "2026-12-02T08:00:00+01:00 2026-12-03T08:00:00+01:00")]
    // The hour that clocks skip is taken an hour later; the one that comes twice, the first time.
    [InlineData("02:30", "2027-03-27T12:00:00+01:00", "2027-03-28T03:29:59+02:00", "")]
    [InlineData("02:30", "2027-03-27T12:00:00+01:00", "2027-03-29T12:00:00+02:00", "2027-03-28T03:30:00+02:00 2027-03-29T02:30:00+02:00")]
    [InlineData("02:30", "2026-10-24T12:00:00+02:00", "2026-10-25T12:00:00+01:00", "2026-10-25T02:30:00+02:00")]
    public void Daily_ones_are_due_at_their_hour_in_their_zone(string at, string until, string now, string due) =>
        Assert.Equal(due, Due(SummaryChoice.Daily, at, until, now));

    [Theory]
    [InlineData("2026-11-29T12:00:00+01:00", "2026-11-30T07:00:00+01:00", "")]
    [InlineData("2026-11-29T12:00:00+01:00", "2026-12-06T12:00:00+01:00", "2026-11-30T08:00:00+01:00")]
    [InlineData("2026-11-29T12:00:00+01:00", "2026-12-07T12:00:00+01:00", "2026-11-30T08:00:00+01:00 2026-12-07T08:00:00+01:00")]
    public void Weekly_ones_are_due_on_mondays(string until, string now, string due) => Assert.Equal(due, Due(SummaryChoice.Weekly, "08:00", until, now));

    [Fact]
    public void After_a_long_time_the_last_ones_are_made_up_for() =>
        Assert.Equal(SummaryTimes.MostMadeUp, Due(SummaryChoice.Daily, "08:00", "2026-10-01T12:00:00+02:00", "2026-12-01T12:00:00+01:00").Split(' ').Length);

    private static string Due(SummaryChoice choice, string at, string until, string now)
    {
        var settings = new NotifySettings { TimeZone = "Europe/Berlin", Summary = choice, SummaryAt = TimeOnly.ParseExact(at, "HH:mm", CultureInfo.InvariantCulture) };
        return string.Join(' ', SummaryTimes.Due(settings, Instant(until), Instant(now)).Select(one => IsoText.Of(TimeZoneInfo.ConvertTime(one.At, settings.Zone))));
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
