using TaskScheduler.Web.Parts.Moments;

namespace TaskScheduler.Tests.Parts.Moments;

public sealed class LocalTimesTests
{
    private static readonly TimeZoneInfo berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void A_date_and_a_time_in_a_zone_are_an_instant() =>
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 9, 0, 0, TimeSpan.FromHours(1)), LocalTimes.Read("2026-12-01", "09:00", berlin, out _));

    [Fact]
    public void A_time_that_the_clocks_leave_out_is_a_fault_that_says_so()
    {
        Assert.Null(LocalTimes.Read("2027-03-28", "02:30", berlin, out var fault));
        Assert.Contains("02:30 does not exist on that day", fault);
    }

    [Fact]
    public void A_time_that_comes_twice_means_its_first_coming() =>
        Assert.Equal(TimeSpan.FromHours(2), LocalTimes.Read("2026-10-25", "02:30", berlin, out _)!.Value.Offset);

    [Theory]
    [InlineData("", "09:00")]
    [InlineData("2026-12-01", "")]
    public void What_is_not_filled_in_is_asked_for(string date, string time)
    {
        Assert.Null(LocalTimes.Read(date, time, berlin, out var fault));
        Assert.Equal("Choose a date and a time.", fault);
    }

    [Fact]
    public void A_field_of_date_and_time_gives_back_what_it_was_given()
    {
        var at = new DateTimeOffset(2026, 12, 1, 8, 0, 5, TimeSpan.Zero);

        Assert.Equal(at, LocalTimes.ReadField(LocalTimes.OfField(at, berlin), berlin));
    }
}
