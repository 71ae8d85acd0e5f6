using TaskScheduler.Web.Parts.Moments;

namespace TaskScheduler.Tests.Parts.Moments;

public sealed class TimeWordsTests
{
    private static readonly DateTimeOffset now = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData(0, "now")]
    [InlineData(5, "in 5 s")]
    [InlineData(-59, "59 s ago")]
    [InlineData(60, "in 1 min")]
    [InlineData(119, "in 1 min")]
    [InlineData(-7_800, "2 h 10 min ago")]
    [InlineData(45 * 3600, "in 45 h")]
    [InlineData(-9 * 86_400, "9 days ago")]
    [InlineData(60 * 86_400, "30 Jan 2027")]
    public void A_distance_in_time_is_said_as_people_say_it(int seconds, string words) =>
        Assert.Equal(words, TimeWords.Relative(now.AddSeconds(seconds), now, berlin));

    [Fact]
    public void An_absolute_time_names_its_zone_and_offset() =>
        Assert.Equal("Tue 1 Dec 2026, 13:00:00 Europe/Berlin (UTC+01:00)", TimeWords.Absolute(now, berlin));

    [Theory]
    [InlineData(12, "12 ms")]
    [InlineData(1_290, "1.2 s")]
    [InlineData(59_999, "59 s")]
    [InlineData(65_000, "1 min 5 s")]
    [InlineData(7_200_000, "2 h")]
    [InlineData(90_000_000, "1 d 1 h")]
    public void A_length_of_time_is_said_in_two_units_at_most(long milliseconds, string words) =>
        Assert.Equal(words, TimeWords.Length(milliseconds));

    [Fact]
    public void A_clock_time_names_the_day_only_when_it_is_not_today()
    {
        Assert.Equal("13:00:00", TimeWords.Clock(now, now, berlin));
        Assert.Equal("30 Nov, 13:00:00", TimeWords.Clock(now.AddDays(-1), now, berlin));
    }
}
