using TaskScheduler.Web.Pages.Forecasting.Drawing;

namespace TaskScheduler.Tests.Pages.Forecasting.Drawing;

public sealed class LoadColumnTests
{
    private static readonly TimeWindow window = TimeWindow.Of(GraphRange.ThreeHours, new(2026, 3, 28, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Of_three_hours_of_seconds_no_peak_is_lost_and_none_is_made_up()
    {
        var random = new Random(42);
        var instants = Enumerable.Range(0, 10_800).Select(second => Future(3_600 + second, random.NextInt64(1, 20_000))).ToList();

        var columns = LoadColumn.Of(instants, window);

        Assert.InRange(columns.Count, 1, window.Columns);
        var expected = instants.GroupBy(instant => window.ColumnOf(instant.At)).Select(group => (group.Key, group.Max(instant => instant.PredictedMs!.Value)));
        Assert.Equal(expected, columns.Select(column => (column.Index, column.PredictedMs)));
        Assert.All(columns, column => Assert.Equal(column.PredictedMs, column.Heaviest.PredictedMs));
    }

    [Fact]
    public void What_lies_outside_is_left_out() =>
        Assert.Empty(LoadColumn.Of([Future(-1, 5), Future(14_400, 5)], window));

    [Fact]
    public void What_was_and_what_had_been_predicted_each_keep_their_greatest_value()
    {
        var column = Assert.Single(LoadColumn.Of([Past(0, actual: 900, predicted: 100), Past(3, actual: 200, predicted: 700)], window));

        Assert.Equal((900L, 700L), (column.ActualMs, column.PredictedMs));
        Assert.Equal(900, column.Heaviest.ActualMs);
    }

    [Fact]
    public void The_column_of_the_present_shows_what_was_and_what_comes()
    {
        var column = Assert.Single(LoadColumn.Of([Past(3_600, actual: 300, predicted: null), Future(3_605, 800)], window));

        Assert.Equal((300L, 800L), (column.ActualMs, column.PredictedMs));
    }

    private static LoadInstant Future(int second, long predicted) => new(window.From.AddSeconds(second), 1, predicted, null, 1);

    private static LoadInstant Past(int second, long actual, long? predicted) => new(window.From.AddSeconds(second), 1, predicted, actual, 1);
}
