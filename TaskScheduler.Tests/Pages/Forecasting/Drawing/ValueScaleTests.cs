using TaskScheduler.Web.Pages.Forecasting.Drawing;

namespace TaskScheduler.Tests.Pages.Forecasting.Drawing;

public sealed class ValueScaleTests
{
    [Theory]
    [InlineData(26.4, 5, false, 30, 10)]
    [InlineData(9, 5, false, 10, 2)]
    [InlineData(10, 5, false, 10, 2)]
    [InlineData(0.034, 5, false, 0.04, 0.01)]
    [InlineData(640, 5, false, 800, 200)]
    [InlineData(73, 4, true, 80, 20)]
    [InlineData(2, 4, true, 2, 1)]
    [InlineData(1, 4, true, 1, 1)]
    public void Lines_stand_at_round_values_and_the_greatest_value_fits(double most, int steps, bool whole, double top, double step)
    {
        var scale = ValueScale.For(most, steps, whole);

        Assert.Equal(top, scale.Top, 1e-9);
        Assert.Equal(step, scale.Step, 1e-9);
        Assert.InRange(scale.Lines.Count(), 2, steps + 1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Without_any_load_there_is_an_axis_all_the_same(bool whole)
    {
        var scale = ValueScale.For(0, 5, whole);

        Assert.True(scale.Top > 0);
        Assert.Equal(0, scale.ShareOf(0));
    }

    [Fact]
    public void What_is_above_the_axis_stays_in_the_plot() => Assert.Equal(1, ValueScale.For(10, 5, whole: false).ShareOf(1_000));

    [Theory]
    [InlineData(400, "ms", 400)]
    [InlineData(26_400, "s", 26.4)]
    [InlineData(599_000, "s", 599)]
    [InlineData(900_000, "min", 15)]
    [InlineData(72_000_000, "h", 20)]
    public void Compute_is_counted_in_a_unit_that_keeps_numbers_short(long milliseconds, string unit, double value)
    {
        var found = ComputeUnit.For(milliseconds);

        Assert.Equal(unit, found.Name);
        Assert.Equal(value, found.Of(milliseconds));
    }
}
