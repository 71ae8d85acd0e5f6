namespace TaskScheduler.Core.Schedules;

/// <summary>An instant at which the clocks of a zone are changed.</summary>
/// <param name="At">UTC, the first instant with the new offset.</param>
internal readonly record struct ZoneTransition(DateTimeOffset At, TimeSpan Before, TimeSpan After)
{
    /// <summary>What the clock shows at that instant, had it not been changed.</summary>
    public DateTime WallTime => At.UtcDateTime + Before;
}

/// <summary>Finds when the clocks of a zone are changed, by asking for its offset: the rules of <see cref="TimeZoneInfo"/> themselves have many forms.</summary>
internal static class ZoneTransitions
{
    // No zone changes its clocks twice within less.
    private static readonly TimeSpan step = TimeSpan.FromDays(5);

    // Nor sets them by more.
    private static readonly TimeSpan widest = TimeSpan.FromHours(3);

    public static List<ZoneTransition> Between(TimeZoneInfo zone, DateTimeOffset from, DateTimeOffset to)
    {
        var found = new List<ZoneTransition>();
        for (var start = from.ToUniversalTime(); start < to; start += step)
        {
            var (before, after) = (zone.GetUtcOffset(start), zone.GetUtcOffset(start + step));
            if (before != after)
                found.Add(new(Find(zone, start, start + step, before), before, after));
        }

        return found;
    }

    /// <summary>Whether the clock shows the time of an instant twice, because it was set back in between. The framework does not say it right for zones whose winter is the exception (Europe/Dublin).</summary>
    public static bool IsShownTwice(TimeZoneInfo zone, DateTimeOffset instant)
    {
        var shown = instant.UtcDateTime + zone.GetUtcOffset(instant);
        return new[] { instant - widest, instant + widest }.Select(zone.GetUtcOffset).Any(offset =>
            offset != zone.GetUtcOffset(instant) && zone.GetUtcOffset(new DateTimeOffset(shown - offset, TimeSpan.Zero)) == offset);
    }

    private static DateTimeOffset Find(TimeZoneInfo zone, DateTimeOffset start, DateTimeOffset end, TimeSpan before)
    {
        while (end - start > TimeSpan.FromSeconds(1))
        {
            var middle = start.AddSeconds((long)((end - start).TotalSeconds / 2));
            (start, end) = zone.GetUtcOffset(middle) == before ? (middle, end) : (start, middle);
        }

        return end;
    }
}
