using System.Globalization;

namespace TaskScheduler.Web.Parts.Moments;

/// <summary>Instants and lengths of time as people say them.</summary>
public static class TimeWords
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(31);

    /// <summary>As "in 5 min", "3 h 10 min ago"; beyond a month the date. Cut off, never rounded up: "in 1 min" is not less.</summary>
    public static string Relative(DateTimeOffset at, DateTimeOffset now, TimeZoneInfo zone)
    {
        var away = at - now;
        if (away.Duration() < TimeSpan.FromSeconds(1))
            return "now";
        if (away.Duration() >= Month)
            return TimeZoneInfo.ConvertTime(at, zone).ToString("d MMM yyyy", CultureInfo.InvariantCulture);

        var length = Coarse(away.Duration());
        return away > TimeSpan.Zero ? $"in {length}" : $"{length} ago";
    }

    /// <summary>As "Sat 21 Nov 2026, 10:00:46 Europe/Berlin (UTC+01:00)".</summary>
    public static string Absolute(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return string.Create(CultureInfo.InvariantCulture, $"{local:ddd d MMM yyyy, HH:mm:ss} {ZoneName(zone, local)}");
    }

    /// <summary>The time of day, with the day in front when it is not that of <paramref name="reference"/>.</summary>
    public static string Clock(DateTimeOffset at, DateTimeOffset reference, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var sameDay = local.Date == TimeZoneInfo.ConvertTime(reference, zone).Date;
        return local.ToString(sameDay ? "HH:mm:ss" : "d MMM, HH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>As "12 ms", "1.2 s", "1 min 5 s", "2 h 3 min".</summary>
    public static string Length(long milliseconds) => milliseconds switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds} ms"),
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(milliseconds / 100.0) / 10:0.0} s"),
        < 60_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1_000} s"),
        < 3_600_000 => Two(milliseconds / 60_000, "min", milliseconds / 1_000 % 60, "s"),
        < 86_400_000 => Two(milliseconds / 3_600_000, "h", milliseconds / 60_000 % 60, "min"),
        _ => Two(milliseconds / 86_400_000, "d", milliseconds / 3_600_000 % 24, "h"),
    };

    private static string Coarse(TimeSpan length) => length.TotalMinutes switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{length.Seconds} s"),
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{length.Minutes} min"),
        < 600 => Two(length.Hours, "h", length.Minutes, "min"),
        < 2_880 => string.Create(CultureInfo.InvariantCulture, $"{(int)length.TotalHours} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{length.Days} days"),
    };

    private static string Two(long large, string largeUnit, long small, string smallUnit) => small == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{large} {largeUnit}")
        : string.Create(CultureInfo.InvariantCulture, $"{large} {largeUnit} {small} {smallUnit}");

    private static string ZoneName(TimeZoneInfo zone, DateTimeOffset local) => zone.Id switch
    {
        "UTC" or "Etc/UTC" => "UTC",
        _ => string.Create(CultureInfo.InvariantCulture, $"{zone.Id} (UTC{local:zzz})"),
    };
}
