using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Tests.Schedules;

public class IsoTextTests
{
    [Theory]
    [InlineData("2026-12-01T09:00:00+01:00", "2026-12-01T09:00:00+01:00")]
    [InlineData("2026-12-01T09:00Z", "2026-12-01T09:00:00+00:00")]
    [InlineData("2026-12-01t09:00:00z", "2026-12-01T09:00:00+00:00")]
    [InlineData("2026-12-01 09:00:00-0330", "2026-12-01T09:00:00-03:30")]
    [InlineData("2026-12-01T09:00:00.250+01:00", "2026-12-01T09:00:00.250+01:00")]
    public void An_instant_with_an_offset_is_read_and_said_as_iso_8601(string text, string said)
    {
        Assert.True(IsoText.TryReadInstant(text, out var instant));
        Assert.Equal(said, IsoText.Of(instant));
    }

    [Theory]
    [InlineData("")]
    [InlineData("tomorrow")]
    [InlineData("2026-12-01")]
    [InlineData("2026-12-01T09:00:00")]
    [InlineData("2026-13-01T09:00:00Z")]
    [InlineData("2026-02-30T09:00:00Z")]
    [InlineData("2026-12-01T09:00:61Z")]
    [InlineData("2026-12-01T09:00:00+25:00")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("2026-12-01T09:00:00Z\n")]
    [InlineData("٢٠٢٦-12-01T09:00:00Z")]
    [InlineData("01/12/2026 09:00:00 +01:00")]
    public void What_is_not_an_instant_with_an_offset_is_not_guessed(string text) =>
        Assert.False(IsoText.TryReadInstant(text, out _));

    [Theory]
    [InlineData("2026-12-01T09:00:00", true)]
    [InlineData("2026-12-01 09:00", true)]
    [InlineData("2026-12-01T09:00:00Z", false)]
    [InlineData("2026-12-01", false)]
    public void An_instant_that_lacks_only_its_offset_is_recognized(string text, bool lacks) =>
        Assert.Equal(lacks, IsoText.LacksOffset(text));

    [Theory]
    [InlineData("PT90M", 90 * 60, "PT1H30M")]
    [InlineData("P1D", 86_400, "P1D")]
    [InlineData("P2W", 14 * 86_400, "P14D")]
    [InlineData("P1DT2H3M4S", 93_784, "P1DT2H3M4S")]
    public void A_duration_is_read_and_said_as_iso_8601(string text, int seconds, string said)
    {
        Assert.True(IsoText.TryReadDuration(text, out var duration));

        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
        Assert.Equal(said, IsoText.Of(duration));
    }

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("P1M")]
    [InlineData("P1Y")]
    [InlineData("-PT5M")]
    [InlineData("PT5M\n")]
    [InlineData("90 minutes")]
    [InlineData("PT999999999H999999999M9999999999S")]
    public void What_has_no_fixed_length_is_no_duration(string text) =>
        Assert.False(IsoText.TryReadDuration(text, out _));
}
