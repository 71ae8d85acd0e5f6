using TaskScheduler.Core.Maintenance.Backups;
using TaskScheduler.Core.Persistence.Sqlite;

namespace TaskScheduler.Core.Maintenance.Restores;

/// <summary>A backup that lies ready to take the place of the present data, and what that means.</summary>
/// <param name="Folder">The data folder.</param>
/// <param name="Aside">Folder in which the present data will be kept; null when there is none.</param>
/// <param name="Present">What is there now; null when there is nothing, or it can't be read.</param>
/// <param name="EndedSince">Runs that have ended in the present data since the backup; null when it can't be read.</param>
/// <param name="DueSince">Tasks that became due since the backup was made, by what it knows.</param>
public sealed record RestorePlan(string Folder, string? Aside, BackupManifest Backup, DatabaseFacts Facts, DatabaseFacts? Present, long? EndedSince, long DueSince)
{
    /// <summary>What it holds, what it replaces and what follows, as sentences.</summary>
    public IReadOnlyList<string> Words =>
    [
        $"The backup is whole. It holds the data of {Backup.MadeAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: {Holds(Facts)}.",
        Aside is null ? $"There is no data in {Folder} yet." : $"It takes the place of the data in {Folder}{(Present is null ? ", which can't be read" : $": {Holds(Present)}")}. That is kept in {Aside}.",
        .. EndedSince is > 0 ? [$"{English.Count(EndedSince.Value, "run")} that ended since then will be unknown. What they did stays done."] : Array.Empty<string>(),
        .. DueSince > 0 ? [$"{English.Count(DueSince, "task")} became due since then, and may have run. At the next start that is recorded as missed and not made up for, unless you say --make-up."] : Array.Empty<string>(),
        .. Facts.Unfinished > 0 ? [$"{English.Count(Facts.Unfinished, "run")} had not ended when the backup was made. At the next start they go on as after a crash, even if they ended since: look at them first if that does harm."] : Array.Empty<string>(),
    ];

    private static string Holds(DatabaseFacts facts) =>
        English.List([English.Count(facts.Tasks, "task"), English.Count(facts.Runs, "run"), English.Count(facts.Accounts, "account"), English.Count(facts.Secrets, "secret")]);
}
