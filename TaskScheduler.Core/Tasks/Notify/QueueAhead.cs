using System.Linq.Expressions;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Tasks.Notify;

/// <summary>How long before its due instant a task counts as queued: as it says itself, else as the setting says.</summary>
public sealed class QueueAhead(IOptions<TaskOptions> options, TimeProvider time)
{
    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>That of tasks which say nothing, in ms.</summary>
    internal long Usual => (long)options.Value.QueueAhead.TotalMilliseconds;

    internal TimeSpan Of(NotifyRules rules) => rules.QueueAhead ?? options.Value.QueueAhead;

    /// <summary>The longest of all tasks, in ms.</summary>
    internal long Longest(SchedulerDb db) =>
        Math.Max(Usual, db.Tasks.Where(task => task.QueueAheadMs != null).Max(task => task.QueueAheadMs) ?? 0);

    /// <summary>Whether a task's time is near now.</summary>
    internal bool IsNear(TaskRow task) => task.Plan.NextDueAt - (task.QueueAheadMs ?? Usual) <= Now;

    /// <summary>Those plans whose time is near now.</summary>
    internal IQueryable<PlanRow> Near(SchedulerDb db, IQueryable<PlanRow> plans)
    {
        var (now, usual) = (Now, Usual);
        // Instants alone are a range of the index; only where tasks have leads of their own those within the longest are looked at.
        var within = now + Longest(db);
        return HasOwn(db)
            ? plans.Where(plan => plan.NextDueAt <= within && plan.NextDueAt - (plan.Task.QueueAheadMs ?? usual) <= now)
            : plans.Where(plan => plan.NextDueAt <= within);
    }

    /// <summary>Whether a plan's time is near now, or its task is one of these.</summary>
    internal Expression<Func<PlanRow, bool>> NearOrIn(SchedulerDb db, IQueryable<Guid> tasks)
    {
        var within = Now + Usual;
        if (!HasOwn(db))
            return plan => plan.NextDueAt <= within || tasks.Contains(plan.TaskId);
        var both = Near(db, db.Plans).Select(plan => plan.TaskId).Union(tasks);
        return plan => both.Contains(plan.TaskId);
    }

    /// <summary>Those plans whose time is not near now, or that have none.</summary>
    internal IQueryable<PlanRow> Far(SchedulerDb db, IQueryable<PlanRow> plans)
    {
        var (now, usual) = (Now, Usual);
        var within = now + usual;
        return HasOwn(db)
            ? plans.Where(plan => plan.NextDueAt - (plan.Task.QueueAheadMs ?? usual) > now)
            : plans.Where(plan => plan.NextDueAt > within);
    }

    private static bool HasOwn(SchedulerDb db) => db.Tasks.Any(task => task.QueueAheadMs != null);
}
