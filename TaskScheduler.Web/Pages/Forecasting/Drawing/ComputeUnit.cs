namespace TaskScheduler.Web.Pages.Forecasting.Drawing;

/// <summary>In what compute is counted along an axis, so that its numbers stay short.</summary>
/// <param name="Milliseconds">How many of them make one.</param>
public sealed record ComputeUnit(string Name, long Milliseconds)
{
    private static readonly (ComputeUnit Unit, long From)[] units =
        [(new("h", 3_600_000), 36_000_000), (new("min", 60_000), 600_000), (new("s", 1_000), 1_000), (new("ms", 1), 0)];

    /// <summary>The largest one in which the greatest value is more than a handful.</summary>
    public static ComputeUnit For(long milliseconds) => units.First(unit => milliseconds >= unit.From).Unit;

    public double Of(double milliseconds) => milliseconds / Milliseconds;
}
