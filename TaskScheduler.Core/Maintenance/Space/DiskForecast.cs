namespace TaskScheduler.Core.Maintenance.Space;

/// <summary>Draws a straight line through the daily sizes of the database.</summary>
internal static class DiskForecast
{
    /// <summary>How many days back it looks.</summary>
    public const int Days = 30;

    /// <summary>Fewest days that say anything.</summary>
    public const int Fewest = 3;

    // Further ahead a straight line says nothing.
    private const int MostDaysAhead = 3_650;

    /// <summary>How much it grows in a day, in bytes, by least squares; null when there are too few samples.</summary>
    public static long? GrowthPerDay(IReadOnlyList<StorageSample> samples)
    {
        var last = samples.Where(sample => samples[^1].Day.DayNumber - sample.Day.DayNumber < Days).ToList();
        if (last.Count < Fewest)
            return null;
        var (day, bytes) = (last.Average(sample => sample.Day.DayNumber), last.Average(sample => sample.UsedBytes));
        return (long)(last.Sum(sample => (sample.Day.DayNumber - day) * (sample.UsedBytes - bytes)) / last.Sum(sample => Math.Pow(sample.Day.DayNumber - day, 2)));
    }

    /// <summary>When the disk is full: once the free pages of the file and the free room of the disk are used up.</summary>
    public static DateOnly? FullOn(DateOnly today, DatabaseSize size, long? growthPerDay) =>
        growthPerDay is > 0 and var growth && size.DiskFreeBytes is { } free && (free + size.FreeBytes) / growth is <= MostDaysAhead and var days ? today.AddDays((int)days) : null;
}
