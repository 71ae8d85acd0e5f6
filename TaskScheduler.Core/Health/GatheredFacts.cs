using TaskScheduler.Core.Maintenance.Backups;

namespace TaskScheduler.Core.Health;

/// <summary>What only a look at the database or the disk tells, as it was at one moment.</summary>
/// <param name="At">When it was gathered.</param>
/// <param name="ReadFault">Why the database could not be read; null when it could.</param>
/// <param name="WriteFault">Why the last trial write was not made; null when it was.</param>
/// <param name="WriteMs">How long the last trial write took until it was durable, in ms; null before the first.</param>
public sealed record GatheredFacts(DateTimeOffset At, string? ReadFault, string? WriteFault, long? WriteMs)
{
    public LedgerFacts Ledger { get; init; } = LedgerFacts.None;

    /// <summary>Free space where the data lies, in bytes; null when it can't be found out.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>How it stands with backups; null when that can't be found out.</summary>
    public BackupFacts? Backups { get; init; }

    /// <summary>Size of the database with its journal, in bytes.</summary>
    public long DatabaseBytes { get; init; }
}

/// <summary>What the tables say about what is due, waits and is to be sent.</summary>
/// <param name="NextDue">The nearest due instant of all tasks; null when nothing is due any more.</param>
/// <param name="OldestDue">Since when a run waits that no limit and no other run of its task keeps from starting; null when none does.</param>
/// <param name="DeadLetters">How many runs wait for somebody because their retries are used up.</param>
/// <param name="DueSoon">How many tasks are due within the next five minutes, at most <see cref="MostCounted"/>.</param>
/// <param name="MessagesWaiting">How many messages are not sent yet, at most <see cref="MostCounted"/>.</param>
public sealed record LedgerFacts(DateTimeOffset? NextDue, DateTimeOffset? OldestDue, int MessagesWaiting, int DeadLetters, int DueSoon)
{
    /// <summary>Beyond this nothing is counted: nobody needs to know it more exactly.</summary>
    public const int MostCounted = 10_000;

    public static LedgerFacts None { get; } = new(null, null, 0, 0, 0);
}

/// <summary>Keeps what was gathered last.</summary>
public sealed class FactBoard
{
    private volatile GatheredFacts? latest;

    /// <summary>Null before the first look.</summary>
    public GatheredFacts? Latest
    {
        get => latest;
        set => latest = value;
    }
}
