using TaskScheduler.Web.Pages.Forecasting.Drawing;

namespace TaskScheduler.Tests.Pages.Forecasting.Drawing;

public sealed class LoadPictureTests
{
    private const long PerInstance = 9_000;

    private static readonly TimeWindow window = TimeWindow.Of(GraphRange.ThreeHours, new(2026, 3, 28, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_time_that_needs_more_than_runs_is_drawn_apart()
    {
        var picture = Draw(running: 2, Future(4_000, 12_000, 2), Future(5_000, 20_000, 3));

        Assert.Equal(1, Columns(picture, "predicted"));
        Assert.Equal(1, Columns(picture, "over"));
        Assert.Equal(0, Columns(picture, "was"));
    }

    [Fact]
    public void The_past_is_drawn_as_it_was_and_its_prediction_as_points_beside_it()
    {
        var picture = Draw(running: 1, Past(600, actual: 4_000, predicted: 5_000), Past(900, actual: 3_000, predicted: null));

        Assert.Equal(2, Columns(picture, "was"));
        Assert.Equal(0, Columns(picture, "predicted"));
        Assert.Equal(1, Of(picture, "foreseen").Heads.Count(letter => letter == 'M'));
    }

    [Fact]
    public void The_capacity_line_is_drawn_where_load_comes_near_it()
    {
        Assert.Equal(9, Draw(running: 1, Future(4_000, 6_000, 1)).Compute.Capacity);
        // A hundred times the load: it would press everything else flat.
        Assert.Null(Draw(running: 100, Future(4_000, 6_000, 1)).Compute.Capacity);
        Assert.Equal(100, Draw(running: 100, Future(4_000, 6_000, 1)).Instances.Capacity);
    }

    [Fact]
    public void Heads_are_left_out_where_they_would_touch()
    {
        LoadInstant[] each15Seconds = [.. Enumerable.Range(0, 200).Select(number => Future(4_000 + 15 * number, 500, 1))];

        Assert.Equal("", Of(Draw(running: 1, each15Seconds), "predicted").Heads);
        Assert.Equal(20, Of(Draw(running: 1, each15Seconds[..20]), "predicted").Heads.Count(letter => letter == 'M'));
    }

    [Fact]
    public void What_the_pointer_reads_off_is_written_for_each_column()
    {
        var picture = Draw(running: 1, Past(600, actual: 4_000, predicted: null), Future(4_001, 6_000, 1));

        Assert.Equal("40,600000,1,,4000,1;266,4001000,1,6000,,1;", picture.Readings);
    }

    private static LoadPicture Draw(int running, params LoadInstant[] instants) => new(instants, window, running, PerInstance);

    private static PlotSeries Of(LoadPicture picture, string look) => picture.Compute.Series.Single(series => series.Look == look);

    private static int Columns(LoadPicture picture, string look) => Of(picture, look).Steps.Count(letter => letter == 'M');

    private static LoadInstant Future(int second, long predicted, int instances) => new(window.From.AddSeconds(second), 1, predicted, null, instances);

    private static LoadInstant Past(int second, long actual, long? predicted) => new(window.From.AddSeconds(second), 1, predicted, actual, 1);
}
