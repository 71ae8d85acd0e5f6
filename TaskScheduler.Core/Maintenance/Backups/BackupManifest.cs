using TaskScheduler.Core.Persistence.Sqlite;

namespace TaskScheduler.Core.Maintenance.Backups;

/// <summary>What a backup says of itself, as JSON beside the data.</summary>
/// <param name="Format">Of the archive: 1.</param>
/// <param name="MadeAt">The moment it holds: everything committed before is in it, and nothing of what came later.</param>
/// <param name="DatabaseBytes">Size of the database in it.</param>
/// <param name="Sha256">Of the database, in hexadecimal digits.</param>
/// <param name="Facts">What was counted when it was opened to be checked.</param>
/// <param name="Keys">Names of the files with keys.</param>
public sealed record BackupManifest(int Format, DateTimeOffset MadeAt, long DatabaseBytes, string Sha256, DatabaseFacts Facts, IReadOnlyList<string> Keys)
{
    public const int CurrentFormat = 1;
}

/// <summary>A backup as people see it.</summary>
/// <param name="Name">Its file name.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Manifest">Null when the file can't be read as a backup.</param>
public sealed record BackupFile(string Name, long Bytes, DateTimeOffset WrittenAt, BackupManifest? Manifest)
{
    /// <summary>Whether it was opened and found whole after it was made.</summary>
    public bool IsGood => Manifest is not null;

    /// <summary>The moment it holds, as far as it is known.</summary>
    public DateTimeOffset At => Manifest?.MadeAt ?? WrittenAt;
}

/// <summary>How it stands with backups, for whoever watches over the program.</summary>
/// <param name="LastGood">The newest that is good; null when there is none.</param>
/// <param name="FailedAt">When one failed, since the last that was made; null when none did since the program started.</param>
/// <param name="Why">Why it failed, as a sentence.</param>
/// <param name="NextAt">When the next is due by itself; null when none is.</param>
public sealed record BackupFacts(BackupFile? LastGood, DateTimeOffset? FailedAt, string? Why, DateTimeOffset? NextAt);
