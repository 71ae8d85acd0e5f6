using TaskScheduler.Core.Reports;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Tests.Reports;

public sealed class ReportPeriodTests
{
    /// <summary>A Wednesday, just after midnight in Berlin and the day before in New York.</summary>
    private static readonly DateTimeOffset now = new(2026, 4, 1, 0, 30, 0, TimeSpan.FromHours(2));

    [Theory]
    [InlineData("yesterday", "Europe/Berlin", "2026-03-30T22:00:00+00:00", "2026-03-31T22:00:00+00:00", "Tue 31 Mar 2026")]
    [InlineData("yesterday", "America/New_York", "2026-03-30T04:00:00+00:00", "2026-03-31T04:00:00+00:00", "Mon 30 Mar 2026")]
    // With the day on which the clocks go forward in it.
    [InlineData("past-7-days", "Europe/Berlin", "2026-03-25T23:00:00+00:00", "2026-04-01T22:00:00+00:00", "Thu 26 Mar 2026 to Wed 1 Apr 2026")]
    [InlineData("today", "America/New_York", "2026-03-31T04:00:00+00:00", "2026-04-01T04:00:00+00:00", "Tue 31 Mar 2026")]
    [InlineData("last-7-days", "Europe/Berlin", "2026-03-24T23:00:00+00:00", "2026-03-31T22:00:00+00:00", "Wed 25 Mar 2026 to Tue 31 Mar 2026")]
    [InlineData("last-week", "Europe/Berlin", "2026-03-22T23:00:00+00:00", "2026-03-29T22:00:00+00:00", "Mon 23 Mar 2026 to Sun 29 Mar 2026")]
    [InlineData("last-month", "Europe/Berlin", "2026-02-28T23:00:00+00:00", "2026-03-31T22:00:00+00:00", "Sun 1 Mar 2026 to Tue 31 Mar 2026")]
    [InlineData("last-month", "America/New_York", "2026-02-01T05:00:00+00:00", "2026-03-01T05:00:00+00:00", "Sun 1 Feb 2026 to Sat 28 Feb 2026")]
    public void A_named_period_is_whole_days_of_its_time_zone(string choice, string zone, string from, string to, string words)
    {
        var period = ReportPeriod.Read(choice, null, null, zone, now).Value!;

        Assert.Equal((from, to, words), (IsoText.Of(period.From), IsoText.Of(period.To), period.Words));
    }

    [Theory]
    [InlineData("2026-03-29", "2026-03-29", "2026-03-28T23:00:00+00:00", "2026-03-29T22:00:00+00:00")]
    [InlineData("2026-03-01T10:00:00Z", "2026-03-01T12:00:00+01:00", "2026-03-01T10:00:00+00:00", "2026-03-01T11:00:00+00:00")]
    public void The_last_day_belongs_to_the_period_and_the_last_instant_does_not(string from, string to, string first, string after)
    {
        var period = ReportPeriod.Read(null, from, to, "Europe/Berlin", now).Value!;

        Assert.Equal((first, after), (IsoText.Of(period.From), IsoText.Of(period.To)));
    }

    // In Santiago the clocks went forward at midnight of this day: it began at one o'clock.
    [Fact]
    public void A_day_that_has_no_midnight_begins_when_it_begins() =>
        Assert.Equal("2026-09-06T04:00:00+00:00", IsoText.Of(ReportPeriod.Read(null, "2026-09-06", "2026-09-06", "America/Santiago", now).Value!.From));

    [Theory]
    [InlineData("tomorrow", null, null, null, "period")]
    [InlineData("custom", null, "2026-03-01", null, "from")]
    [InlineData("custom", "2026-03-02", "1.3.2026", null, "to")]
    [InlineData("custom", "2026-03-02", "2026-03-01", null, "to")]
    [InlineData("custom", "2024-01-01", "2026-01-01", null, "to")]
    [InlineData("custom", "0001-01-01", "9999-12-31", null, "from")]
    [InlineData("yesterday", null, null, "Berlin", "timeZone")]
    [InlineData("yesterday", null, null, "../../etc/passwd", "timeZone")]
    public void What_is_no_period_is_refused_at_its_field(string choice, string? from, string? to, string? zone, string field) =>
        Assert.Equal(field, ReportPeriod.Read(choice, from, to, zone, now).Faults[0].Field);
}
