using TaskScheduler.Core.Maintenance.Backups;
using TaskScheduler.Core.Maintenance.Progress;
using TaskScheduler.Core.Maintenance.Retention;
using TaskScheduler.Core.Maintenance.Space;

namespace TaskScheduler.Web.Api.Storage;

/// <summary>How large the database is.</summary>
/// <param name="Tables">Absent until they were counted for the first time since the start.</param>
public sealed record StorageJson(
    long Bytes, long UsedBytes, long FreeBytes, long JournalBytes, long? DiskFreeBytes, long? GrowthPerDay, DateOnly? DiskFullOn, IReadOnlyList<TableJson>? Tables, DateTimeOffset? TablesCountedAt, IReadOnlyList<StorageDayJson> Days)
{
    public static StorageJson Of(StorageUse use, CountedTables? counted) => new(
        use.Size.Bytes, use.Size.UsedBytes, use.Size.FreeBytes, use.Size.JournalBytes, use.Size.DiskFreeBytes, use.GrowthPerDay, use.FullOn,
        counted?.Tables.Select(table => new TableJson(table.Name, table.Rows, table.Bytes)).ToList(), counted?.CountedAt,
        [.. use.Samples.Select(sample => new StorageDayJson(sample.Day, sample.UsedBytes, sample.FreeBytes))]);
}

/// <summary>A table with its indexes; its rows are counted, its bytes estimated.</summary>
public sealed record TableJson(string Name, long Rows, long Bytes);

/// <summary>The size of the database on a day (UTC).</summary>
public sealed record StorageDayJson(DateOnly Day, long UsedBytes, long FreeBytes);

/// <summary>How long one kind is kept; an absent number means for ever, or any number.</summary>
public sealed record RetentionRuleJson(RetentionKind Kind, int? Days, int? PerTask)
{
    public static RetentionRuleJson Of(RetentionRule rule) => new(rule.Kind, rule.Days, rule.PerTask);
}

/// <summary>Rules as they are sent.</summary>
public sealed record RetentionRulesJson(IReadOnlyList<RetentionRuleJson> Rules);

/// <summary>How long everything is kept, and what was deleted lately.</summary>
public sealed record RetentionJson(IReadOnlyList<RetentionRuleJson> Rules, IReadOnlyList<RemovedJson> Removed);

/// <summary>How many of a kind were deleted on a day (UTC).</summary>
public sealed record RemovedJson(DateOnly Day, RetentionKind Kind, long Count);

/// <summary>What rules would delete.</summary>
/// <param name="Complete">False when there is more than was counted.</param>
public sealed record RetentionPreviewJson(IReadOnlyList<RetentionCountJson> Counts, bool Complete, string Summary)
{
    public static RetentionPreviewJson Of(RetentionPreview preview) =>
        new([.. preview.Counts.OrderBy(count => count.Key).Select(count => new RetentionCountJson(count.Key, count.Value))], preview.IsAll, $"It would delete {preview.Words}.");
}

/// <summary>How many of one kind.</summary>
public sealed record RetentionCountJson(RetentionKind Kind, long Count);

/// <summary>A backup.</summary>
/// <param name="At">The moment it holds.</param>
/// <param name="Verified">Whether it was opened and checked after it was made.</param>
public sealed record BackupJson(string Name, DateTimeOffset At, long Bytes, bool Verified, int? SchemaVersion, long? Tasks, long? Runs)
{
    public static BackupJson Of(BackupFile backup) =>
        new(backup.Name, backup.At, backup.Bytes, backup.IsGood, backup.Manifest?.Facts.Version, backup.Manifest?.Facts.Tasks, backup.Manifest?.Facts.Runs);
}

/// <summary>All backups, and how it stands with them.</summary>
public sealed record BackupsJson(IReadOnlyList<BackupJson> Backups, DateTimeOffset? NextAt, DateTimeOffset? FailedAt, string? Failure);

/// <summary>Long work.</summary>
/// <param name="Total">Absent when nobody knows how much there is to do.</param>
/// <param name="EndedAt">Absent while it goes on.</param>
public sealed record WorkJson(
    Guid Id, WorkKind Kind, WorkState State, string Title, string? Step, long Done, long? Total, string Unit, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? Result)
{
    public static WorkJson Of(WorkView work) => new(work.Id, work.Kind, work.State, work.Title, work.Step, work.Done, work.Total, work.Unit, work.StartedAt, work.EndedAt, work.Result);
}
