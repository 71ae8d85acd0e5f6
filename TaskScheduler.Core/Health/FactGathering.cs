using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Maintenance.Backups;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Limits;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Health;

/// <summary>Looks at the database and the disk. Each look reads a few entries of indexes, whatever the tables hold.</summary>
public sealed class FactGathering(IDbContextFactory<SchedulerDb> databases, IWriteGate gate, DataFolder folder, BackupShelf shelf, HeldRuns held, TimeProvider time)
{
    // What is held is passed over; with more than these before it, the oldest that is not held is not worth the search.
    private const int LookedThrough = 200;
    private const int NearestPlans = 20;

    private static readonly TimeSpan dueSoon = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan probeEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan backupsEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan probePatience = TimeSpan.FromSeconds(10);

    private BackupFacts? backups;
    private DateTimeOffset backupsAt;
    private Task<bool>? probe;
    private DateTimeOffset probedAt;
    private long? writeMs;
    private string? writeFault;

    /// <summary>For one caller at a time; never throws.</summary>
    public async Task<GatheredFacts> GatherAsync(CancellationToken cancellationToken)
    {
        await ProbeWritingAsync();
        var (ledger, readFault) = await TryReadAsync(cancellationToken);
        return new(time.GetUtcNow(), readFault, writeFault, writeMs) { Ledger = ledger, FreeBytes = FreeBytes(), Backups = Backups(), DatabaseBytes = DatabaseBytes() };
    }

    private async Task<(LedgerFacts Ledger, string? Fault)> TryReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await ReadAsync(cancellationToken), null);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The seam to the disk: that it can't be read is what is to be found out.
            return (LedgerFacts.None, error.GetBaseException().Message);
        }
    }

    private async Task<LedgerFacts> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        var next = await db.Plans.Where(plan => plan.NextDueAt != PlanRow.Never).OrderBy(plan => plan.NextDueAt).Take(NearestPlans).Select(plan => new { plan.NextDueAt, plan.Task.Schedule }).ToListAsync(cancellationToken);
        var waiting = await db.Runs.Where(run => run.State == RunState.Queued).OrderBy(run => run.DueAt).Take(LookedThrough).Select(run => new { run.Id, run.DueAt }).ToListAsync(cancellationToken);
        var free = waiting.FirstOrDefault(run => held.Find(run.Id) is null);
        var messages = await db.Messages.Where(message => message.State == MessageState.Waiting).Take(LedgerFacts.MostCounted).CountAsync(cancellationToken);
        var dead = await db.Runs.CountAsync(run => run.State == RunState.DeadLettered, cancellationToken);
        var until = (time.GetUtcNow() + dueSoon).ToUnixTimeMilliseconds();
        var soon = await db.Plans.Where(plan => plan.NextDueAt <= until).Take(LedgerFacts.MostCounted).CountAsync(cancellationToken);
        return new(
            // One whose schedule is not understood here stays overdue, as its own standing says.
            next.Find(plan => plan.NextDueAt > time.GetUtcNow().ToUnixTimeMilliseconds() || ScheduleFault.Of(ScheduleColumn.Read(plan.Schedule)) is null) is { } nearest ? DateTimeOffset.FromUnixTimeMilliseconds(nearest.NextDueAt) : null,
            free is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(free.DueAt),
            messages,
            dead,
            soon);
    }

    // One that does not come back is not followed by another: it would only wait behind it.
    private async Task ProbeWritingAsync()
    {
        if (probe is null && time.GetUtcNow() - probedAt < probeEvery)
            return;
        if (probe is null)
        {
            probedAt = time.GetUtcNow();
            probe = ProbeAsync();
        }

        try
        {
            await probe.WaitAsync(probePatience, time);
            probe = null;
        }
        catch (TimeoutException)
        {
            writeFault = $"a write takes longer than {probePatience.TotalSeconds:0} s";
        }
    }

    private async Task<bool> ProbeAsync()
    {
        var begun = time.GetTimestamp();
        try
        {
            await gate.WriteAsync(session => Task.FromResult(session.Statement("INSERT INTO write_probe (id, at) VALUES (1, @now) ON CONFLICT (id) DO UPDATE SET at = excluded.at").With("@now", time.GetUtcNow()).Execute()));
            writeFault = null;
        }
        catch (Exception error)
        {
            // The seam to the disk: that it can't be written is what is to be found out.
            writeFault = error.GetBaseException().Message;
        }

        writeMs = (long)time.GetElapsedTime(begun).TotalMilliseconds;
        return true;
    }

    private long? FreeBytes()
    {
        try
        {
            return new DriveInfo(folder.Location).AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    // Each of them is opened to be looked at, and they change once a day.
    private BackupFacts? Backups()
    {
        var now = time.GetUtcNow();
        if (backups is not null && now - backupsAt < backupsEvery)
            return backups;
        try
        {
            backupsAt = now;
            return backups = shelf.Facts;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private long DatabaseBytes() => new[] { "", "-wal" }.Select(end => new FileInfo(folder.DatabaseFile + end)).Where(file => file.Exists).Sum(file => file.Length);
}
