using System.Globalization;

namespace TaskScheduler.Web.Pages.Runs.Viewing;

/// <summary>Sizes as people say them.</summary>
public static class Bytes
{
    private const double Kilo = 1_024;

    /// <summary>As "512 bytes", "12.3 KB", "1.0 MB".</summary>
    public static string Words(long bytes) => bytes switch
    {
        1 => "1 byte",
        < 1_024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
        < 1_024 * 1_024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / Kilo:0.0} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / Kilo / Kilo:N1} MB"),
    };
}
