namespace TaskScheduler.Core.Schedules;

/// <summary>When the clocks of a zone show a time of day.</summary>
public static class WallClock
{
    /// <summary>
    /// The first instant of that day at which they show it. A time that they skip, because they go forward, is taken as much
    /// later as they skip: mostly an hour.
    /// </summary>
    public static DateTimeOffset First(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);
        // Of a time that is skipped the zone names the offset before: counted on from there, it comes after the gap.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>The day that they show.</summary>
    public static DateOnly DayOf(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
}
