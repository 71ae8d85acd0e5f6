using TaskScheduler.Web.Pages.Forecasting.Drawing;

namespace TaskScheduler.Tests.Pages.Forecasting.Drawing;

public sealed class TimeWindowTests
{
    private static readonly DateTimeOffset noon = new(2026, 3, 28, 12, 0, 7, TimeSpan.Zero);

    [Theory]
    [InlineData("3h", 60, 180)]
    [InlineData("1h", 15, 60)]
    [InlineData("15m", 3, 15)]
    [InlineData("nonsense", 60, 180)]
    [InlineData(null, 60, 180)]
    public void A_range_shows_some_of_the_past_and_more_of_what_is_to_come(string? range, int past, int future)
    {
        var window = TimeWindow.Of(GraphRange.Of(range), noon);

        Assert.InRange(noon.AddMinutes(-past) - window.From, TimeSpan.Zero, window.Column);
        Assert.Equal(TimeSpan.FromMinutes(past + future), window.To - window.From);
        Assert.InRange(window.Columns, 800, 1_200);
    }

    [Fact]
    public void The_graph_keeps_its_columns_while_the_clock_moves_within_one()
    {
        var window = TimeWindow.Of(GraphRange.ThreeHours, noon);

        Assert.Equal(window, TimeWindow.Of(GraphRange.ThreeHours, noon.AddSeconds(7)));
        Assert.Equal(window.From + window.Column, TimeWindow.Of(GraphRange.ThreeHours, noon.AddSeconds(8)).From);
    }

    [Fact]
    public void An_instant_has_the_column_in_which_it_lies()
    {
        var window = TimeWindow.Of(GraphRange.ThreeHours, noon);

        Assert.Equal(0, window.ColumnOf(window.From));
        Assert.Equal(0, window.ColumnOf(window.From + window.Column - TimeSpan.FromMilliseconds(1)));
        Assert.Equal(1, window.ColumnOf(window.From + window.Column));
        Assert.False(window.Contains(window.To));
    }

    [Fact]
    public void Times_on_the_axis_are_round_where_the_reader_lives()
    {
        // Kathmandu is 5 hours and 45 minutes ahead.
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kathmandu");

        var ticks = TimeWindow.Of(GraphRange.ThreeHours, noon).Ticks(GraphRange.ThreeHours.Tick, zone).ToList();

        Assert.Equal(["17:00", "17:30", "18:00", "18:30", "19:00", "19:30", "20:00", "20:30"], ticks.Select(tick => tick.Words));
        Assert.Equal(["17:00", "18:00", "19:00", "20:00"], ticks.Where(tick => tick.IsMain).Select(tick => tick.Words));
        Assert.All(ticks, tick => Assert.InRange(tick.Share, 0, 1));
    }

    [Fact]
    public void When_the_clocks_change_the_axis_says_what_they_show()
    {
        var before = new DateTimeOffset(2026, 3, 29, 0, 10, 0, TimeSpan.Zero);

        var ticks = TimeWindow.Of(GraphRange.ThreeHours, before).Ticks(TimeSpan.FromHours(1), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

        Assert.Equal(["01:00", "03:00", "04:00", "05:00"], ticks.Select(tick => tick.Words));
    }
}
