namespace TaskScheduler.Benchmarks.Peer;

/// <summary>How Quartz is set up; null leaves its default.</summary>
internal sealed record PeerSetting(string Name)
{
    public bool Wal { get; init; }

    /// <summary>SQLite's: FULL (its default), NORMAL or OFF.</summary>
    public string? Synchronous { get; init; }

    /// <summary>How many jobs run at once, 10 by default.</summary>
    public int? Pool { get; init; }

    /// <summary>How many triggers are taken at a time; by default as many as jobs run at once.</summary>
    public int? Batch { get; init; }

    /// <summary>All triggers start one stored job instead of one each.</summary>
    public bool SharedJob { get; init; }

    public PeerHistory History { get; init; }

    public static PeerSetting Defaults { get; } = new("defaults (10 at once, rollback journal, synchronous FULL)");

    /// <summary>What was tried to find the best. All keep the data through a crash of the process; only FULL keeps it through a loss of power.</summary>
    public static IReadOnlyList<PeerSetting> Tried { get; } =
    [
        Defaults,
        new("WAL") { Wal = true },
        new("WAL, 50 at once, one job") { Wal = true, Pool = 50, SharedJob = true },
        new("WAL, NORMAL") { Wal = true, Synchronous = "NORMAL" },
        new("WAL, NORMAL, 10 at once, batch 1") { Wal = true, Synchronous = "NORMAL", Batch = 1 },
        new("WAL, NORMAL, 50 at once") { Wal = true, Synchronous = "NORMAL", Pool = 50 },
        new("WAL, NORMAL, 50 at once, batch 10") { Wal = true, Synchronous = "NORMAL", Pool = 50, Batch = 10 },
        new("WAL, NORMAL, 50 at once, one job") { Wal = true, Synchronous = "NORMAL", Pool = 50, SharedJob = true },
        new("WAL, NORMAL, 100 at once, one job") { Wal = true, Synchronous = "NORMAL", Pool = 100, SharedJob = true },
        new("WAL, NORMAL, 200 at once, one job") { Wal = true, Synchronous = "NORMAL", Pool = 200, SharedJob = true },
        new("WAL, OFF, 50 at once, one job") { Wal = true, Synchronous = "OFF", Pool = 50, SharedJob = true },
    ];
}

/// <summary>Whether Quartz keeps what became of its runs in the database. By default it does not.</summary>
internal enum PeerHistory
{
    None,
    Each,

    /// <summary>Written up to a second later; what is not written yet is lost with the process.</summary>
    Behind,
}
