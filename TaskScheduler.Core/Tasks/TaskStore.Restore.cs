using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks.History;

namespace TaskScheduler.Core.Tasks;

/// <content>Bringing back what a task was.</content>
public sealed partial class TaskStore
{
    /// <summary>
    /// Makes an earlier definition the current one again, as a new version and by the same rules as an edit; whether the task is active stays as it is.
    /// A deleted task comes back under its id, with its owner: due by its schedule from now on, and never for a time that has passed.
    /// </summary>
    /// <param name="expectedVersion">Refused as a conflict when the task has another version by now, or does not exist; null replaces any.</param>
    public Task<Result<TaskView>> RestoreAsync(Guid id, int version, int? expectedVersion, CancellationToken cancellationToken)
    {
        var actor = Actor;
        return ThenReadAsync(id, cancellationToken, async session =>
        {
            if (await TaskHistory.DefinitionAsync(session.Db, id, version, CancellationToken.None) is not { } kept)
                return Result<bool>.NotFound($"Version {version} of this task is not kept.");
            var edit = new Edit(actor, TaskDraft.Of(kept), expectedVersion, AuditActions.TaskRestored, version);
            if (await ForChangeAsync(session, id) is not { } row)
                return await RecreateAsync(session, kept, edit);
            if (!May(actor, Rights.Write, row))
                return Result<bool>.Forbidden(NotYours);
            return row.Version == version
                ? Result<bool>.Conflict("version", $"The task has version {version} already, so there is nothing to bring back.")
                : await ReplaceAsync(session, row, edit);
        });
    }

    private async Task<Result<bool>> RecreateAsync(WriteSession session, ScheduledTask kept, Edit edit)
    {
        if (!edit.Actor.May(Rights.Write, kept.OwnerId, kept.Tags))
            return Result<bool>.Forbidden(NotYours);
        if (edit.ExpectedVersion is not null)
            return Result<bool>.Conflict("version", "This task was deleted meanwhile. Bring it back without saying which version you expect.");
        var definition = rules.Check(edit.Draft, edit.Actor, kept.Schedule);
        if (!definition.Succeeded)
            return Result<bool>.Invalid(definition.Faults);
        var now = time.GetUtcNow();
        var active = kept.Active && ScheduleFault.Of(kept.Schedule) is null;
        var row = TaskRows.New(kept.Id, kept.OwnerId, definition.Value, active ? Occurrences.Next(kept.Schedule, now) : null, now);
        row.Active = active;
        row.Version = 1 + await session.Db.TaskVersions.Where(past => past.TaskId == kept.Id).MaxAsync(past => past.Version, CancellationToken.None);
        TaskChanges.Insert(session, row);
        TaskChanges.Note(session, edit.Actor, edit.Action, row, now, edit.Detail([]));
        changes.Follow(session, row.Id, kept.Schedule, TaskRows.Due(row.Plan.NextDueAt));
        changes.InviteFor(session, row, now);
        changes.Announce(session, [row.Id]);
        return true;
    }
}
