using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Tasks;

/// <content>Changes of all tasks that match.</content>
public sealed partial class TaskStore
{
    /// <summary>Sets all that match and are within the caller's reach active or inactive, in one transaction; returns how many changed. Tasks that could not become due, because their only time has passed or their time zone is unknown, stay inactive.</summary>
    public Task<int> SetActiveAsync(TaskFilter filter, bool active, CancellationToken cancellationToken)
    {
        var actor = Actor;
        return gate.WriteAsync(async session =>
        {
            var now = time.GetUtcNow();
            var plans = await WithinReach(session, actor, Rights.Write, filter).AsNoTracking().Where(plan => plan.Task.Active != active).Include(plan => plan.Task).ToListAsync(CancellationToken.None);
            plans.RemoveAll(plan => active && WhyNotDue(plan.Task, plan, now) is not null);
            foreach (var plan in plans)
                changes.SetActive(session, actor, plan.Task, active, now);
            changes.Announce(session, plans.ConvertAll(plan => plan.TaskId));
            return plans.Count;
        });
    }

    /// <summary>Deletes all that match and are within the caller's reach, in one transaction; returns how many.</summary>
    public Task<int> DeleteAsync(TaskFilter filter, CancellationToken cancellationToken)
    {
        var actor = Actor;
        return gate.WriteAsync(async session =>
        {
            var now = time.GetUtcNow();
            var tasks = await NamedAsync(WithinReach(session, actor, Rights.Write, filter));
            foreach (var task in tasks)
                changes.Delete(session, actor, task.Id, task.Title, task.Version, now);
            changes.Announce(session, tasks.ConvertAll(task => task.Id));
            return tasks.Count;
        });
    }

    /// <summary>Makes all that match and are within the caller's reach due now, in one transaction; returns how many.</summary>
    public Task<int> RunNowAsync(TaskFilter filter, CancellationToken cancellationToken)
    {
        var actor = Actor;
        return gate.WriteAsync(async session =>
        {
            var now = time.GetUtcNow();
            var tasks = await NamedAsync(WithinReach(session, actor, Rights.Run, filter));
            return tasks.Count(task => changes.RunNow(session, actor, task.Id, task.Title, now) is not null);
        });
    }

    private static Task<List<NamedTask>> NamedAsync(IQueryable<PlanRow> plans) =>
        plans.Select(plan => new NamedTask(plan.TaskId, plan.Task.Title, plan.Task.Version)).ToListAsync(CancellationToken.None);

    private IQueryable<PlanRow> WithinReach(WriteSession session, Actor actor, Rights right, TaskFilter filter) => actor.May(right)
        ? reading.Queries.Matching(session.Db, filter with { WithinReachOf = actor })
        : session.Db.Plans.Where(_ => false);

    private sealed record NamedTask(Guid Id, string Title, int Version);
}
