using TaskScheduler.Web.Pages.Forecasting.Drawing;

namespace TaskScheduler.Tests.Pages.Forecasting.Drawing;

public sealed class StepPathTests
{
    private static readonly ValueScale toTen = new(10, 2);

    [Fact]
    public void Between_two_instants_there_is_no_line() =>
        Assert.Equal("M3 100V50H4V100M9 100V0H10V100", StepPath.Of([(3, 5), (9, 10)], toTen, 100));

    [Fact]
    public void Columns_that_touch_are_one_line() =>
        Assert.Equal("M3 100V50H4V0H5V100", StepPath.Of([(3, 5), (4, 10)], toTen, 100));

    [Fact]
    public void Nothing_is_drawn_where_nothing_is_due() => Assert.Equal("", StepPath.Of([(3, 0)], toTen, 100));

    [Fact]
    public void Little_load_beside_a_huge_peak_can_still_be_seen() =>
        Assert.Equal($"M3 100V{100 - StepPath.LeastHeight}H4V100", StepPath.Of([(3, 0.000_1)], toTen, 100));

    [Fact]
    public void A_head_stands_in_the_middle_of_its_column() => Assert.Equal("M3.5 50h0", StepPath.Heads([(3, 5)], toTen, 100));

    [Fact]
    public void Upper_edges_have_no_sides() => Assert.Equal("M3 50h1M4 0h1", StepPath.Tops([(3, 5), (4, 10)], toTen, 100));
}
