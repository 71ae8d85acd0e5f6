using System.Globalization;
using System.Text;

namespace TaskScheduler.Web.Pages.Forecasting.Drawing;

/// <summary>
/// Draws load as steps. A task is due at an instant, and between two instants nothing is: a line from one to the next would show
/// load where there is none, so each column stands for itself, and only columns that touch are one line.
/// </summary>
public static class StepPath
{
    /// <summary>Less than this, in pixels, could not be seen beside a high peak.</summary>
    public const double LeastHeight = 2.5;

    /// <summary>The path of an SVG whose width is the number of columns, and whose height is in pixels. Columns ascend; a value of 0 is a gap.</summary>
    public static string Of(IEnumerable<(int Column, double Value)> steps, ValueScale scale, double height)
    {
        var path = new StringBuilder();
        var end = -1;
        foreach (var (column, value) in steps.Where(step => step.Value > 0))
        {
            if (column != end)
            {
                if (end >= 0)
                    Append(path, 'V', height);
                path.Append(CultureInfo.InvariantCulture, $"M{column} ");
                Append(path, ' ', height);
            }
            Append(path, 'V', TopOf(value, scale, height));
            path.Append(CultureInfo.InvariantCulture, $"H{end = column + 1}");
        }
        if (end >= 0)
            Append(path, 'V', height);
        return path.ToString();
    }

    /// <summary>A point on top of each column.</summary>
    public static string Heads(IEnumerable<(int Column, double Value)> steps, ValueScale scale, double height) =>
        string.Concat(steps.Select(step => string.Create(CultureInfo.InvariantCulture, $"M{step.Column + 0.5} {TopOf(step.Value, scale, height)}h0")));

    /// <summary>The upper edge of each column, without its sides.</summary>
    public static string Tops(IEnumerable<(int Column, double Value)> steps, ValueScale scale, double height) =>
        string.Concat(steps.Select(step => string.Create(CultureInfo.InvariantCulture, $"M{step.Column} {TopOf(step.Value, scale, height)}h1")));

    /// <summary>In pixels from the top.</summary>
    public static double TopOf(double value, ValueScale scale, double height) => Math.Round(height - Math.Max(LeastHeight, scale.ShareOf(value) * height), 1);

    private static void Append(StringBuilder path, char command, double y) =>
        path.Append(CultureInfo.InvariantCulture, $"{(command == ' ' ? "" : command)}{y}");
}
