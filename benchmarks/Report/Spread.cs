using System.Globalization;

namespace TaskScheduler.Benchmarks.Report;

/// <summary>What several measurements of the same thing came to.</summary>
internal readonly record struct Spread(double Median, double Min, double Max)
{
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return new(Percentile(sorted, 0.5), sorted[0], sorted[^1]);
    }

    /// <summary>Nearest rank.</summary>
    /// <param name="sorted">Ascending, not empty.</param>
    public static double Percentile(IReadOnlyList<double> sorted, double share) =>
        sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];

    public string Say(string format) => $"{Said(Median, format)} ({Said(Min, format)} – {Said(Max, format)})";

    private static string Said(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
