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

/// <summary>One line of a plot.</summary>
/// <param name="Class">Its look: <c>was</c>, <c>foreseen</c>, <c>predicted</c> or <c>over</c>.</param>
public sealed record PlotSeries(string Class, string Path, IReadOnlyList<PlotDot> Dots);

/// <summary>The head of a column that stands alone.</summary>
/// <param name="Share">How far along it is, from 0 to 1.</param>
/// <param name="Y">In pixels from the top.</param>
public readonly record struct PlotDot(double Share, double Y);
