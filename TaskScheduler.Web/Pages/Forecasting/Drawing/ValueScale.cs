using System.Globalization;

namespace TaskScheduler.Web.Pages.Forecasting.Drawing;

/// <summary>An axis of values from 0 to a round number, with lines at round steps: 1, 2 or 5 times a power of ten.</summary>
public sealed record ValueScale(double Top, double Step)
{
    private static readonly double[] roundSteps = [1, 2, 5, 10];

    public IEnumerable<double> Lines => Enumerable.Range(0, (int)Math.Round(Top / Step) + 1).Select(line => line * Step);

    /// <param name="most">The greatest value that has to fit.</param>
    /// <param name="steps">At most this many steps.</param>
    /// <param name="whole">Whether there is nothing between two whole numbers.</param>
    public static ValueScale For(double most, int steps, bool whole)
    {
        if (most <= 0)
            most = 1;
        var least = most / steps;
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(least)));
        var step = roundSteps.Select(round => round * magnitude).First(step => step >= least * (1 - 1e-9));
        if (whole)
            step = Math.Max(1, step);
        return new(Math.Ceiling(most / step - 1e-9) * step, step);
    }

    /// <summary>How far up a value is, from 0 to 1.</summary>
    public double ShareOf(double value) => Math.Clamp(value / Top, 0, 1);

    public string Words(double value) => value.ToString(Step < 1 ? "0.##" : "#,0", CultureInfo.InvariantCulture);
}
