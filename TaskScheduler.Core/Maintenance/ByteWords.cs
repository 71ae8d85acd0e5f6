using System.Globalization;

namespace TaskScheduler.Core.Maintenance;

/// <summary>Sizes as people read them.</summary>
public static class ByteWords
{
    private const double Step = 1000;
    private const double WithoutDigits = 10;

    private static readonly string[] units = ["bytes", "kB", "MB", "GB", "TB", "PB"];

    /// <summary>As <c>4.2 MB</c>, in powers of 1000.</summary>
    public static string Of(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        while (Math.Abs(value) >= Step && unit < units.Length - 1)
            (value, unit) = (value / Step, unit + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{(unit == 0 || Math.Abs(value) >= WithoutDigits ? value.ToString("0", CultureInfo.InvariantCulture) : value.ToString("0.0", CultureInfo.InvariantCulture))} {units[unit]}");
    }
}
