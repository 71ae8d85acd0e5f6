namespace TaskScheduler.Web.Pages.Forecasting.Drawing;

/// <summary>One of the two plots, ready to be drawn.</summary>
/// <param name="Height">In pixels.</param>
/// <param name="Capacity">How high the line of what the running instances manage is; null where it is above the plot.</param>
/// <param name="CapacityWords">What that line is.</param>
public sealed record PlotPicture(string Title, string Unit, ValueScale Scale, int Height, double? Capacity, string CapacityWords, IReadOnlyList<PlotSeries> Series)
{
    /// <summary>In pixels from the top.</summary>
    public double HeightOf(double value) => Math.Round(Height * (1 - Scale.ShareOf(value)), 1);
}

/// <summary>One kind of load in a plot.</summary>
/// <param name="Look"><c>was</c>, <c>foreseen</c>, <c>predicted</c> or <c>over</c>.</param>
/// <param name="Steps">The path of its columns.</param>
/// <param name="Heads">The path of the points on top of them, each of no length: its round cap is what is seen.</param>
public sealed record PlotSeries(string Look, string Steps, string Heads);
