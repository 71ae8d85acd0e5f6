using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Notifications.Alerts;

/// <summary>Lets people close what no run will: an incident whose cause is gone, or that nobody minds any more.</summary>
public sealed class IncidentClosing(IWriteGate gate, LiveFeed feed, ICaller caller, TimeProvider time)
{
    /// <summary>Closes an open incident; nobody is told. If its rule finds the same again, another one begins.</summary>
    public async Task<Result<Guid>> CloseAsync(Guid id)
    {
        var actor = caller.Actor;
        if (!actor.May(Rights.Run))
            return Result<Guid>.Forbidden("You may look at incidents, but not close them. Ask an operator.");
        return await gate.WriteAsync<Result<Guid>>(async session =>
        {
            var incident = await session.Db.Incidents.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id);
            if (incident is null)
                return Result<Guid>.NotFound($"There is no incident {id}.");
            if (incident.ClosedAt is not null)
                return Result<Guid>.Conflict("id", "It is over already.");
            var now = time.GetUtcNow();
            session.Statement("UPDATE incidents SET closed_at = @now, told_at = COALESCE(told_at, @now), repeat_at = NULL WHERE id = @id").With("@id", id).With("@now", now).Execute();
            AuditTrail.Note(session, actor, new(AuditActions.IncidentClosed, incident.TaskId, $"{AlertWords.Of(incident.Kind)}: {incident.Title}"), now);
            session.AfterCommit(() => feed.PublishTask(incident.TaskId));
            return id;
        });
    }
}
