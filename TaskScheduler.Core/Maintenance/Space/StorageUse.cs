namespace TaskScheduler.Core.Maintenance.Space;

/// <summary>How much a table takes with its indexes.</summary>
/// <param name="Rows">Counted.</param>
/// <param name="Bytes">Its share of what the database uses, estimated from a sample of its rows.</param>
public sealed record TableSize(string Name, long Rows, long Bytes);

/// <summary>The size of the database on a day.</summary>
/// <param name="UsedBytes">Without the free pages.</param>
public sealed record StorageSample(DateOnly Day, long UsedBytes, long FreeBytes);

/// <summary>How large the database is.</summary>
/// <param name="Bytes">Of the file.</param>
/// <param name="FreeBytes">Of it, in pages that are free: new rows take them before the file grows.</param>
/// <param name="JournalBytes">Of the journal (WAL) beside it.</param>
/// <param name="DiskFreeBytes">Free on its disk; null when the system does not say.</param>
public sealed record DatabaseSize(long Bytes, long FreeBytes, long JournalBytes, long? DiskFreeBytes)
{
    public long UsedBytes => Bytes - FreeBytes;
}

/// <summary>How large the database is, how it got there, and how long the disk will do.</summary>
/// <param name="Samples">One a day, the oldest first.</param>
/// <param name="GrowthPerDay">In bytes, over the last thirty days; null when there are too few.</param>
/// <param name="FullOn">When the disk is full if it goes on like that; null when it does not grow, or nobody can say.</param>
public sealed record StorageUse(DatabaseSize Size, IReadOnlyList<StorageSample> Samples, long? GrowthPerDay, DateOnly? FullOn);

/// <summary>The size of the database on a day, as it is stored.</summary>
public sealed class StorageSampleRow
{
    /// <summary>Days since 1970-01-01, UTC.</summary>
    public long Day { get; set; }

    public long UsedBytes { get; set; }

    public long FreeBytes { get; set; }
}
