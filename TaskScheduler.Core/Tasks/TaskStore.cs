using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Tasks;

/// <summary>
/// Reads and changes tasks. Every change is durable when its call returns, and the clock follows it.
/// Pages and the REST interface both come through here, so both meet the same rules; what the caller may not do is refused here.
/// </summary>
public sealed class TaskStore
{
    private const string Gone = "There is no task with this id (any more).";
    internal const string MayNotCreate = "You may look at tasks, but not create any. Ask an administrator to make you an operator.";
    internal const string NotYours = "This task belongs to somebody else. Its owner, operators it is shared with by a tag, and administrators may do this.";

    private readonly IWriteGate gate;
    private readonly TaskQueries queries;
    private readonly TaskRules rules;
    private readonly TaskChanges changes;
    private readonly ICaller caller;
    private readonly TimeProvider time;

    internal TaskStore(IWriteGate gate, TaskQueries queries, TaskRules rules, TaskChanges changes, ICaller caller, TimeProvider time)
    {
        this.gate = gate;
        this.queries = queries;
        this.rules = rules;
        this.changes = changes;
        this.caller = caller;
        this.time = time;
    }

    public Task<PageOf<TaskView>> ListAsync(TaskQuery query, CancellationToken cancellationToken) => queries.ListAsync(query, cancellationToken);

    /// <summary>All tags in use, in order.</summary>
    public Task<IReadOnlyList<string>> TagsAsync(CancellationToken cancellationToken) => queries.TagsAsync(cancellationToken);

    public Task<TaskView?> FindAsync(Guid id, CancellationToken cancellationToken) => queries.FindAsync(id, cancellationToken);

    public async Task<Result<TaskView>> CreateAsync(TaskDraft draft, CancellationToken cancellationToken)
    {
        if (!caller.Actor.May(Rights.Write))
            return Result<TaskView>.Forbidden(MayNotCreate);
        var definition = rules.Check(draft);
        return definition.Succeeded ? (await InsertAsync([definition.Value]))[0] : Result<TaskView>.Invalid(definition.Faults);
    }

    /// <summary>Creates all of them or none; faults are said as <c>[index].field</c>.</summary>
    public async Task<Result<IReadOnlyList<TaskView>>> CreateManyAsync(IReadOnlyList<TaskDraft> drafts, CancellationToken cancellationToken)
    {
        if (!caller.Actor.May(Rights.Write))
            return Result<IReadOnlyList<TaskView>>.Forbidden(MayNotCreate);
        var checks = drafts.Select(draft => rules.Check(draft)).ToList();
        var faults = checks.SelectMany((check, index) => check.Faults.Select(fault => fault with { Field = $"[{index}].{fault.Field}" })).ToList();
        return faults.Count > 0
            ? Result<IReadOnlyList<TaskView>>.Invalid(faults)
            : Result<IReadOnlyList<TaskView>>.Of(await InsertAsync(checks.ConvertAll(check => check.Value!)));
    }

    /// <summary>Replaces the definition. With another schedule, runs that have not started end as skipped and it is planned anew, in the same transaction; else they use the new definition.</summary>
    /// <param name="expectedVersion">Refused as a conflict when the task has another version by now; null replaces any.</param>
    public Task<Result<TaskView>> ReplaceAsync(Guid id, TaskDraft draft, int? expectedVersion, CancellationToken cancellationToken) => ThenReadAsync(id, cancellationToken, async session =>
    {
        if (await session.Db.Tasks.AsNoTracking().Include(task => task.Plan).SingleOrDefaultAsync(task => task.Id == id, CancellationToken.None) is not { } row)
            return Result<bool>.NotFound(Gone);
        if (!May(Rights.Write, row))
            return Result<bool>.Forbidden(NotYours);
        if (expectedVersion is { } expected && expected != row.Version)
            return Result<bool>.Conflict("version", $"Somebody changed this task meanwhile: it has version {row.Version}, and you edited version {expected}. Read it again, then make your change.");
        var definition = rules.Check(draft, ScheduleColumn.Read(row.Schedule));
        if (!definition.Succeeded)
            return Result<bool>.Invalid(definition.Faults);
        changes.Replace(session, row, definition.Value, row.Active, time.GetUtcNow());
        changes.Announce(session, [id]);
        return true;
    });

    public Task<Result<TaskView>> SetActiveAsync(Guid id, bool active, CancellationToken cancellationToken) => ThenReadAsync(id, cancellationToken, async session =>
    {
        if (await session.Db.Tasks.AsNoTracking().Include(task => task.Plan).SingleOrDefaultAsync(task => task.Id == id, CancellationToken.None) is not { } row)
            return Result<bool>.NotFound(Gone);
        if (!May(Rights.Write, row))
            return Result<bool>.Forbidden(NotYours);
        if (row.Active == active)
            return true;
        var now = time.GetUtcNow();
        if (active && WhyNotDue(row, row.Plan, now) is { } reason)
            return Result<bool>.Conflict("schedule", reason);
        changes.SetActive(session, row, active, now);
        changes.Announce(session, [id]);
        return true;
    });

    /// <summary>Deletes the task; its runs stay in the history, those not started end as skipped.</summary>
    public Task<Result<bool>> DeleteAsync(Guid id, CancellationToken cancellationToken) => gate.WriteAsync(session => Task.FromResult(OneWithinReach(session, Rights.Write, id, () =>
    {
        changes.Delete(session, id, time.GetUtcNow());
        changes.Announce(session, [id]);
    })));

    /// <summary>Makes the task due now, besides its schedule; an inactive task may be run too.</summary>
    public Task<Result<Run>> RunNowAsync(Guid id, CancellationToken cancellationToken) => gate.WriteAsync<Result<Run>>(async session =>
    {
        Guid? run = null;
        var allowed = OneWithinReach(session, Rights.Run, id, () => run = changes.QueueNow(session, id, time.GetUtcNow()));
        return allowed.Succeeded
            ? RunRows.Run(await session.Db.Runs.AsNoTracking().SingleAsync(row => row.Id == run, CancellationToken.None))
            : Result<Run>.RefusedAs(allowed);
    });

    /// <summary>Sets all that match and are within the caller's reach active or inactive, in one transaction; returns how many changed. Tasks that could not become due, because their only time has passed or their time zone is unknown, stay inactive.</summary>
    public Task<int> SetActiveAsync(TaskFilter filter, bool active, CancellationToken cancellationToken) => gate.WriteAsync(async session =>
    {
        var now = time.GetUtcNow();
        var plans = await WithinReach(session, Rights.Write, filter).AsNoTracking().Where(plan => plan.Task.Active != active).Include(plan => plan.Task).ToListAsync(CancellationToken.None);
        plans.RemoveAll(plan => active && WhyNotDue(plan.Task, plan, now) is not null);
        foreach (var plan in plans)
            changes.SetActive(session, plan.Task, active, now);
        changes.Announce(session, plans.ConvertAll(plan => plan.TaskId));
        return plans.Count;
    });

    /// <summary>Deletes all that match and are within the caller's reach, in one transaction; returns how many.</summary>
    public Task<int> DeleteAsync(TaskFilter filter, CancellationToken cancellationToken) => gate.WriteAsync(async session =>
    {
        var now = time.GetUtcNow();
        var ids = await WithinReach(session, Rights.Write, filter).Select(plan => plan.TaskId).ToListAsync(CancellationToken.None);
        foreach (var id in ids)
            changes.Delete(session, id, now);
        changes.Announce(session, ids);
        return ids.Count;
    });

    /// <summary>Makes all that match and are within the caller's reach due now, in one transaction; returns how many.</summary>
    public Task<int> RunNowAsync(TaskFilter filter, CancellationToken cancellationToken) => gate.WriteAsync(async session =>
    {
        var now = time.GetUtcNow();
        var ids = await WithinReach(session, Rights.Run, filter).Select(plan => plan.TaskId).ToListAsync(CancellationToken.None);
        return ids.Count(id => changes.QueueNow(session, id, now) is not null);
    });

    private bool May(Rights right, TaskRow row) => caller.Actor.May(right, row.OwnerId, TaskRows.Tags(row.Tags));

    private IQueryable<PlanRow> WithinReach(WriteSession session, Rights right, TaskFilter filter) => caller.Actor is var actor && actor.May(right)
        ? queries.Matching(session.Db, filter with { WithinReachOf = actor })
        : session.Db.Plans.Where(_ => false);

    private Result<bool> OneWithinReach(WriteSession session, Rights right, Guid id, Action change)
    {
        var row = session.Db.Tasks.AsNoTracking().SingleOrDefault(task => task.Id == id);
        if (row is null)
            return Result<bool>.NotFound(Gone);
        if (!May(right, row))
            return Result<bool>.Forbidden(NotYours);
        change();
        return true;
    }

    /// <summary>Why a task can't be set active; null when it can.</summary>
    internal static string? WhyNotDue(TaskRow row, PlanRow plan, DateTimeOffset now)
    {
        var schedule = ScheduleColumn.Read(row.Schedule);
        if (schedule is OnceSchedule once && once.At <= now && plan.LastRunId is null)
            return $"Its time, {IsoText.Of(once.At)}, has passed. Edit the task and give it a new time.";
        return ScheduleFault.Of(schedule) is { } fault ? $"{fault} Edit the task and give it another schedule." : null;
    }

    private Task<IReadOnlyList<TaskView>> InsertAsync(List<TaskDefinition> definitions) => gate.WriteAsync(session =>
    {
        var now = time.GetUtcNow();
        var views = new List<TaskView>(definitions.Count);
        var rows = definitions.ConvertAll(definition => TaskRows.New(Guid.CreateVersion7(now), caller.Actor.AccountId, definition, TaskChanges.FirstDue(definition.Schedule, now), now));
        foreach (var (row, definition) in rows.Zip(definitions))
        {
            var waiting = changes.Add(session, row, definition.Schedule, now);
            views.Add(queries.View(row, waiting));
        }

        changes.Announce(session, rows.ConvertAll(row => row.Id));
        return Task.FromResult<IReadOnlyList<TaskView>>(views);
    });

    private async Task<Result<TaskView>> ThenReadAsync(Guid id, CancellationToken cancellationToken, Func<WriteSession, Task<Result<bool>>> write)
    {
        var written = await gate.WriteAsync(write);
        if (!written.Succeeded)
            return Result<TaskView>.RefusedAs(written);
        return await FindAsync(id, cancellationToken) is { } task ? task : Result<TaskView>.NotFound(Gone);
    }
}
