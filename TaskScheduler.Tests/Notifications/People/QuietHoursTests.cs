using System.Globalization;
using TaskScheduler.Core.Notifications.People;

namespace TaskScheduler.Tests.Notifications.People;

public sealed class QuietHoursTests
{
    [Theory]
    // Over midnight, in winter and in summer.
    [InlineData("22:00", "07:00", "2026-12-01T21:59:59+01:00", null)]
    [InlineData("22:00", "07:00", "2026-12-01T22:00:00+01:00", "2026-12-02T07:00:00+01:00")]
    [InlineData("22:00", "07:00", "2026-12-02T06:59:59+01:00", "2026-12-02T07:00:00+01:00")]
    [InlineData("22:00", "07:00", "2026-12-02T07:00:00+01:00", null)]
    [InlineData("22:00", "07:00", "2026-07-01T23:00:00+02:00", "2026-07-02T07:00:00+02:00")]
    // Within one day.
    [InlineData("12:00", "13:30", "2026-12-01T11:59:59+01:00", null)]
    [InlineData("12:00", "13:30", "2026-12-01T13:29:59+01:00", "2026-12-01T13:30:00+01:00")]
    [InlineData("12:00", "13:30", "2026-12-01T13:30:00+01:00", null)]
    // The nights in which clocks go forward and back.
    [InlineData("22:00", "07:00", "2027-03-27T23:00:00+01:00", "2027-03-28T07:00:00+02:00")]
    [InlineData("22:00", "02:30", "2027-03-27T23:00:00+01:00", "2027-03-28T03:30:00+02:00")]
    [InlineData("22:00", "02:30", "2027-03-28T03:29:00+02:00", "2027-03-28T03:30:00+02:00")]
    [InlineData("22:00", "07:00", "2026-10-24T23:00:00+02:00", "2026-10-25T07:00:00+01:00")]
    [InlineData("22:00", "02:30", "2026-10-24T23:00:00+02:00", "2026-10-25T02:30:00+02:00")]
    [InlineData("22:00", "02:30", "2026-10-25T02:15:00+01:00", null)]
    public void They_end_when_the_clocks_of_their_zone_say_so(string from, string to, string now, string? end)
    {
        var settings = new NotifySettings { TimeZone = "Europe/Berlin", QuietHours = new(Time(from), Time(to)) };

        Assert.Equal(end is null ? null : Instant(end), settings.QuietUntil(Instant(now)));
    }

    [Fact]
    public void They_are_those_of_the_zone_and_utc_where_none_is_said()
    {
        var quiet = new QuietHours(Time("22:00"), Time("07:00"));
        var now = Instant("2026-12-02T02:30:00Z");

        Assert.Equal(Instant("2026-12-02T07:00:00Z"), new NotifySettings { QuietHours = quiet }.QuietUntil(now));
        Assert.Null(new NotifySettings { QuietHours = quiet, TimeZone = "America/New_York" }.QuietUntil(now));
        Assert.Equal(Instant("2026-12-03T07:00:00+13:45"), new NotifySettings { QuietHours = quiet, TimeZone = "Pacific/Chatham" }.QuietUntil(Instant("2026-12-02T23:00:00+13:45")));
    }

    [Fact]
    public void Without_any_no_hour_is_quiet() => Assert.Null(NotifySettings.Unsaid.QuietUntil(Instant("2026-12-02T02:30:00Z")));

    private static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
