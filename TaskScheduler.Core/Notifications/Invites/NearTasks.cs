using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.Notify;

namespace TaskScheduler.Core.Notifications.Invites;

/// <summary>A place in the order of <see cref="NearTasks"/>.</summary>
internal readonly record struct NearTask(long NextDueAt, Guid TaskId);

/// <summary>Finds the tasks whose time is near and whose user was not told yet, those that are due first first.</summary>
public sealed class NearTasks(IDbContextFactory<SchedulerDb> databases, QueueAhead ahead)
{
    /// <summary>
    /// Asks for each near occurrence only the small index of tasks that have a user. That one was invited for an hour before
    /// is enough unless the task says "each", as <see cref="InviteBook"/> decides it.
    /// </summary>
    internal const string Sql = """
        SELECT p.task_id AS TaskId, p.next_due_at AS NextDueAt
        FROM plans p CROSS JOIN tasks t INDEXED BY tasks_to_invite
        WHERE p.next_due_at > {0} AND p.next_due_at <= {1} AND (p.next_due_at > {2} OR p.task_id > {3})
            AND t.id = p.task_id AND t.user_email IS NOT NULL AND t.active = 1
            AND p.next_due_at - IFNULL(t.queue_ahead_ms, {4}) <= {0}
            AND t.notify NOT LIKE '%"invite":"never"%'
            AND NOT EXISTS (SELECT 1 FROM invites i WHERE i.task_id = p.task_id AND i.series = 1 AND i.cancelled = 0)
            AND NOT EXISTS (SELECT 1 FROM invites i WHERE i.task_id = p.task_id AND i.series = 0 AND i.cancelled = 0
                AND i.due_at > p.next_due_at - CASE WHEN t.notify LIKE '%"invite":"each"%' THEN 1 ELSE 3600000 END AND i.due_at <= p.next_due_at)
        ORDER BY p.next_due_at, p.task_id LIMIT {5}
        """;

    /// <summary>Those after a place.</summary>
    internal async Task<List<NearTask>> ListAsync(DateTimeOffset now, NearTask after, int atMost, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        var at = now.ToUnixTimeMilliseconds();
        var found = await db.Database.SqlQueryRaw<Found>(Sql, at, at + ahead.Longest(db), after.NextDueAt, after.TaskId.ToByteArray(true), ahead.Usual, atMost).ToListAsync(cancellationToken);
        return found.ConvertAll(one => new NearTask(one.NextDueAt, new Guid(one.TaskId, true)));
    }

    /// <summary>The tasks themselves, as a write finds them.</summary>
    internal static async Task<List<InvitedTask>> ReadAsync(WriteSession session, List<NearTask> near)
    {
        var ids = near.ConvertAll(task => task.TaskId);
        var rows = await session.Db.Tasks.AsNoTracking().Include(task => task.Plan).Where(task => ids.Contains(task.Id)).ToListAsync(CancellationToken.None);
        return rows.ConvertAll(row => InvitedTask.Of(row, row.Active ? TaskRows.Due(row.Plan.NextDueAt) : null));
    }

    private sealed record Found(byte[] TaskId, long NextDueAt);
}
