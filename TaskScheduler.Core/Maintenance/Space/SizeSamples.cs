using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Maintenance.Space;

/// <summary>Keeps how large the database was, one row a day.</summary>
public sealed class SizeSamples(IWriteGate gate, IDbContextFactory<SchedulerDb> databases, SpaceReader reader, TimeProvider time)
{
    /// <summary>How many days are kept.</summary>
    public const int Kept = 400;

    /// <summary>Today, UTC.</summary>
    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private static DateOnly Epoch { get; } = new(1970, 1, 1);

    /// <summary>Notes the size of today; the latest of a day stays.</summary>
    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        var size = await reader.SizeAsync(cancellationToken);
        var day = Today.DayNumber - Epoch.DayNumber;
        await gate.WriteAsync(session =>
        {
            session.Statement("""
                INSERT INTO storage_samples (day, used_bytes, free_bytes) VALUES (@day, @used, @free)
                ON CONFLICT (day) DO UPDATE SET used_bytes = excluded.used_bytes, free_bytes = excluded.free_bytes
                """).With("@day", day).With("@used", size.UsedBytes).With("@free", size.FreeBytes).Execute();
            session.Statement("DELETE FROM storage_samples WHERE day <= @day").With("@day", day - Kept).Execute();
            session.Statement("DELETE FROM retention_removed WHERE day <= @day").With("@day", day - Kept).Execute();
            return Task.FromResult(true);
        });
    }

    /// <summary>The oldest first.</summary>
    public async Task<IReadOnlyList<StorageSample>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        var rows = await db.StorageSamples.OrderBy(row => row.Day).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new StorageSample(Epoch.AddDays((int)row.Day), row.UsedBytes, row.FreeBytes));
    }
}
