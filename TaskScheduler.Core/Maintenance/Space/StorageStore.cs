using TaskScheduler.Core.Access;

namespace TaskScheduler.Core.Maintenance.Space;

/// <summary>The size of the database as administrators see it.</summary>
public sealed class StorageStore(SpaceReader reader, TableSizes tables, SizeSamples samples, ICaller caller)
{
    private const string AdministratorsOnly = "Only administrators see how much is stored.";

    /// <summary>How large it is now, how it grew, and how long the disk will do.</summary>
    public async Task<Result<StorageUse>> LookAsync(CancellationToken cancellationToken)
    {
        if (!caller.Actor.May(Rights.Administer))
            return Result<StorageUse>.Forbidden(AdministratorsOnly);
        var (size, today) = (await reader.SizeAsync(cancellationToken), samples.Today);

        // Today as it is now, whatever was noted within the hour.
        List<StorageSample> days = [.. (await samples.ListAsync(cancellationToken)).Where(sample => sample.Day < today), new(today, size.UsedBytes, size.FreeBytes)];
        var growth = DiskForecast.GrowthPerDay(days);
        return new StorageUse(size, days, growth, DiskForecast.FullOn(today, size, growth));
    }

    /// <summary>Every table as it was last counted; the first time since the start it may take a minute when there are millions of rows.</summary>
    public async Task<Result<CountedTables>> TablesAsync(CancellationToken cancellationToken) => caller.Actor.May(Rights.Administer)
        ? await tables.ReadAsync(cancellationToken)
        : Result<CountedTables>.Forbidden(AdministratorsOnly);
}
