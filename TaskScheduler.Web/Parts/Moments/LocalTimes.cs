using System.Globalization;

namespace TaskScheduler.Web.Parts.Moments;

/// <summary>Instants as the date and time that somebody reads off a clock in a zone, the way the browser's date and time fields write them.</summary>
public static class LocalTimes
{
    public static string DateOf(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Seconds are written only when there are any.</summary>
    public static string TimeOf(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return local.ToString(local.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>Null, with what to do about it, when there is no such instant. A time that comes twice means its first coming.</summary>
    public static DateTimeOffset? Read(string date, string time, TimeZoneInfo zone, out string? fault)
    {
        fault = null;
        if (!DateTime.TryParseExact($"{date} {time}", ["yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            fault = "Choose a date and a time.";
            return null;
        }
        if (zone.IsInvalidTime(local))
        {
            fault = $"The clocks in {zone.Id} go forward then: {time} does not exist on that day. Choose another time.";
            return null;
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset);
    }

    /// <summary>As a field of date and time writes it.</summary>
    public static string OfField(DateTimeOffset at, TimeZoneInfo zone) => $"{DateOf(at, zone)}T{TimeOf(at, zone)}";

    /// <summary>Null when the field is empty or names a time that does not exist.</summary>
    public static DateTimeOffset? ReadField(string? text, TimeZoneInfo zone) =>
        text?.Split('T') is [var date, var time] ? Read(date, time, zone, out _) : null;
}
