using System.Globalization;
using TaskScheduler.Web.Parts.Moments;

namespace TaskScheduler.Web.Pages.Metrics;

/// <summary>Figures as people read them; a dash where there is none.</summary>
internal static class FigureWords
{
    private const string None = "–";

    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>As "98.2 %": cut off, so that one failure among many is never 100 %.</summary>
    public static string Rate(double? rate) => rate is { } share ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(share * 1_000) / 10:0.#} %") : None;

    public static string Length(long? milliseconds) => milliseconds is { } length ? TimeWords.Length(length) : None;
}
