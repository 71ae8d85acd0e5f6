using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Tasks.Execution;
using TaskScheduler.Core.Tasks.Notify;

namespace TaskScheduler.Core.Tasks.History;

/// <summary>Reads what a task was before: who made which version, when, and what each changed. A deleted task keeps its history.</summary>
public sealed class TaskHistory(IDbContextFactory<SchedulerDb> databases, SecretMask mask)
{
    /// <summary>Newest first; null when there never was such a task.</summary>
    /// <param name="page">From 1.</param>
    public async Task<TaskVersions?> ListAsync(Guid taskId, int page, int pageSize, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        var current = await CurrentAsync(db, taskId, cancellationToken);
        var kept = db.TaskVersions.Where(version => version.TaskId == taskId);
        var total = await kept.CountAsync(cancellationToken) + (current is null ? 0 : 1);
        if (total == 0)
            return null;

        // One more than is shown: the oldest one is compared with it.
        var skipped = (page - 1) * pageSize;
        var first = current is not null && skipped == 0;
        var rows = await kept.OrderByDescending(version => version.Version)
            .Skip(current is null || first ? skipped : skipped - 1)
            .Take(first ? pageSize : pageSize + 1)
            .ToListAsync(cancellationToken);
        var tasks = rows.ConvertAll(TaskOf);
        if (first)
            tasks.Insert(0, current!);
        var entries = await EntriesAsync(db, taskId, tasks, cancellationToken);
        var versions = Versions(tasks, entries, current).Take(pageSize).ToList();
        return new(new(versions, total, page, pageSize), current is null ? await DeletionAsync(db, taskId, cancellationToken) : null);
    }

    /// <summary>One version; null when it is not kept, or never was.</summary>
    public async Task<TaskVersion?> FindAsync(Guid taskId, int version, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        var current = await CurrentAsync(db, taskId, cancellationToken);
        var rows = await db.TaskVersions.Where(row => row.TaskId == taskId && (row.Version == version || row.Version == version - 1)).OrderByDescending(row => row.Version).ToListAsync(cancellationToken);
        var tasks = rows.ConvertAll(TaskOf);
        if (current?.Version == version)
            tasks.Insert(0, current);
        var entries = await EntriesAsync(db, taskId, tasks, cancellationToken);
        return Versions(tasks, entries, current).FirstOrDefault(found => found.Version == version);
    }

    /// <summary>In which fields version <paramref name="after"/> differs from <paramref name="before"/>; null when one of them is not kept.</summary>
    public async Task<IReadOnlyList<FieldChange>?> DifferenceAsync(Guid taskId, int before, int after, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        return await DefinitionAsync(db, taskId, before, cancellationToken) is { } from && await DefinitionAsync(db, taskId, after, cancellationToken) is { } to
            ? Difference(from, to)
            : null;
    }

    /// <summary>In which fields two definitions differ, with secrets masked.</summary>
    public IReadOnlyList<FieldChange> Difference(ScheduledTask before, ScheduledTask after) => DefinitionDifference.Between(before, after, mask);

    /// <summary>The same for definitions that nobody has checked yet.</summary>
    public IReadOnlyList<FieldChange> Difference(TaskDraft before, TaskDraft after) => DefinitionDifference.Between(before, after, mask);

    /// <summary>The versions made since <paramref name="version"/>, newest first: at most the last hundred.</summary>
    public async Task<IReadOnlyList<TaskVersion>> SinceAsync(Guid taskId, int version, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        return await SinceAsync(db, taskId, version, cancellationToken);
    }

    internal async Task<IReadOnlyList<TaskVersion>> SinceAsync(SchedulerDb db, Guid taskId, int version, CancellationToken cancellationToken)
    {
        if (await CurrentAsync(db, taskId, cancellationToken) is not { } current)
            return [];
        var rows = await db.TaskVersions.AsNoTracking().Where(row => row.TaskId == taskId && row.Version >= version).OrderByDescending(row => row.Version).Take(100).ToListAsync(cancellationToken);
        var tasks = rows.ConvertAll(TaskOf);
        tasks.Insert(0, current);
        return [.. Versions(tasks, await EntriesAsync(db, taskId, tasks, cancellationToken), current).Where(made => made.Version > version)];
    }

    /// <summary>A kept definition, or the current one, as it was stored: with its secrets.</summary>
    internal static async Task<ScheduledTask?> DefinitionAsync(SchedulerDb db, Guid taskId, int version, CancellationToken cancellationToken)
    {
        var current = await CurrentAsync(db, taskId, cancellationToken);
        if (current?.Version == version)
            return current;
        return await db.TaskVersions.AsNoTracking().SingleOrDefaultAsync(row => row.TaskId == taskId && row.Version == version, cancellationToken) is { } kept ? TaskOf(kept) : null;
    }

    private static async Task<ScheduledTask?> CurrentAsync(SchedulerDb db, Guid taskId, CancellationToken cancellationToken) =>
        await db.Tasks.AsNoTracking().SingleOrDefaultAsync(task => task.Id == taskId, cancellationToken) is { } row ? TaskRows.Task(row) : null;

    private static async Task<Dictionary<int, AuditEntryRow>> EntriesAsync(SchedulerDb db, Guid taskId, List<ScheduledTask> tasks, CancellationToken cancellationToken)
    {
        var numbers = tasks.ConvertAll(task => (int?)task.Version);
        var entries = await db.AuditEntries.AsNoTracking()
            .Where(entry => entry.SubjectId == taskId && numbers.Contains(entry.Version) && entry.Action != AuditActions.TaskDeleted)
            .ToListAsync(cancellationToken);
        return entries.GroupBy(entry => entry.Version!.Value).ToDictionary(made => made.Key, made => made.First());
    }

    private static async Task<TaskDeletion?> DeletionAsync(SchedulerDb db, Guid taskId, CancellationToken cancellationToken)
    {
        var entry = await db.AuditEntries.Where(entry => entry.SubjectId == taskId && entry.Action == AuditActions.TaskDeleted).OrderByDescending(entry => entry.At).FirstOrDefaultAsync(cancellationToken);
        if (entry is not null)
            return new(entry.ActorName, Instant(entry.At));
        var replaced = await db.TaskVersions.Where(row => row.TaskId == taskId).MaxAsync(row => row.ReplacedAt, cancellationToken);
        return new(null, Instant(replaced));
    }

    private IEnumerable<TaskVersion> Versions(List<ScheduledTask> tasks, Dictionary<int, AuditEntryRow> entries, ScheduledTask? current)
    {
        foreach (var (task, before) in tasks.Zip(tasks.Skip(1).Append(null)))
        {
            var entry = entries.GetValueOrDefault(task.Version);
            var changes = before?.Version == task.Version - 1 ? Difference(before, task) : null;
            yield return new(Masked(task), task.Version == current?.Version, entry?.ActorName, entry is null ? MadeAt(task, before) : Instant(entry.At), entry?.Action, changes);
        }
    }

    // A kept version says when it was replaced, which is when the next one was made.
    private static DateTimeOffset? MadeAt(ScheduledTask task, ScheduledTask? before) =>
        before?.Version == task.Version - 1 ? before.UpdatedAt : task.CreatedAt == default ? null : task.CreatedAt;

    private ScheduledTask Masked(ScheduledTask task) => task with
    {
        Title = SecretMask.InText(task.Title),
        Description = SecretMask.InText(task.Description),
        Payload = mask.InPayload(task.Type, TaskDraft.Of(task).Payload!).ToJsonString(),
    };

    private static ScheduledTask TaskOf(TaskVersionRow row) => new()
    {
        Id = row.TaskId,
        Title = row.Title,
        Description = row.Description,
        Type = row.Type,
        Payload = row.Payload,
        Schedule = ScheduleColumn.Read(row.Schedule),
        Active = row.Active,
        UserEmail = row.UserEmail,
        Tags = TaskRows.Tags(row.Tags),
        TimeLimit = TimeSpan.FromMilliseconds(row.TimeLimitMs),
        Execution = ExecutionColumn.Read(row.Execution),
        Notify = NotifyColumn.Read(row.Notify),
        OwnerId = row.OwnerId,
        Version = row.Version,
        CreatedAt = default,
        UpdatedAt = Instant(row.ReplacedAt),
    };

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
