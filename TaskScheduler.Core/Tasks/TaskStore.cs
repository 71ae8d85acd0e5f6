using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Control;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks.Execution;
using TaskScheduler.Core.Tasks.History;

namespace TaskScheduler.Core.Tasks;

/// <summary>
/// Reads and changes tasks. Every change is durable when its call returns, the clock follows it, and the audit trail says whose it was.
/// Pages and the REST interface both come through here, so both meet the same rules; what the caller may not do is refused here.
/// </summary>
public sealed partial class TaskStore
{
    private const string Gone = "There is no task with this id (any more).";
    internal const string MayNotCreate = "You may look at tasks, but not create any. Ask an administrator to make you an operator.";
    internal const string NotYours = "This task belongs to somebody else. Its owner, operators it is shared with by a tag, and administrators may do this.";

    private readonly IWriteGate gate;
    private readonly TaskReading reading;
    private readonly TaskRules rules;
    private readonly TaskChanges changes;
    private readonly ICaller caller;
    private readonly TimeProvider time;

    internal TaskStore(IWriteGate gate, TaskReading reading, TaskRules rules, TaskChanges changes, ICaller caller, TimeProvider time)
    {
        this.gate = gate;
        this.reading = reading;
        this.rules = rules;
        this.changes = changes;
        this.caller = caller;
        this.time = time;
    }

    // What a write needs of its caller is asked before it is queued: it runs on another thread, on which nobody calls.
    private Actor Actor => caller.Actor;

    public Task<PageOf<TaskView>> ListAsync(TaskQuery query, CancellationToken cancellationToken) => reading.Queries.ListAsync(query, cancellationToken);

    /// <summary>All tags in use, in order.</summary>
    public Task<IReadOnlyList<string>> TagsAsync(CancellationToken cancellationToken) => reading.Queries.TagsAsync(cancellationToken);

    /// <summary>The tasks that are due after this one.</summary>
    public Task<PageOf<FollowingTask>> FollowersAsync(Guid id, CancellationToken cancellationToken) => reading.Queries.FollowersAsync(id, cancellationToken);

    public Task<TaskView?> FindAsync(Guid id, CancellationToken cancellationToken) => reading.Queries.FindAsync(id, cancellationToken);

    public async Task<Result<TaskView>> CreateAsync(TaskDraft draft, CancellationToken cancellationToken)
    {
        var actor = Actor;
        if (!actor.May(Rights.Write))
            return Result<TaskView>.Forbidden(MayNotCreate);
        var definition = rules.Check(draft, actor);
        if (!definition.Succeeded)
            return Result<TaskView>.Invalid(definition.Faults);
        var inserted = await InsertAsync(actor, [definition.Value], (_, fault) => fault);
        return inserted.Succeeded ? inserted.Value[0] : Result<TaskView>.RefusedAs(inserted);
    }

    /// <summary>Creates all of them or none; faults are said as <c>[index].field</c>.</summary>
    public async Task<Result<IReadOnlyList<TaskView>>> CreateManyAsync(IReadOnlyList<TaskDraft> drafts, CancellationToken cancellationToken)
    {
        var actor = Actor;
        if (!actor.May(Rights.Write))
            return Result<IReadOnlyList<TaskView>>.Forbidden(MayNotCreate);
        var checks = drafts.Select(draft => rules.Check(draft, actor)).ToList();
        var faults = checks.SelectMany((check, index) => check.Faults.Select(fault => At(index, fault))).ToList();
        return faults.Count > 0
            ? Result<IReadOnlyList<TaskView>>.Invalid(faults)
            : await InsertAsync(actor, checks.ConvertAll(check => check.Value!), At);

        static Fault At(int index, Fault fault) => fault with { Field = $"[{index}].{fault.Field}" };
    }

    /// <summary>Replaces the definition. With another schedule, runs that have not started end as skipped and it is planned anew, in the same transaction; else they use the new definition.</summary>
    /// <param name="expectedVersion">Refused as a conflict, which says who changed what, when the task has another version by now; null replaces any.</param>
    public Task<Result<TaskView>> ReplaceAsync(Guid id, TaskDraft draft, int? expectedVersion, CancellationToken cancellationToken)
    {
        var edit = new Edit(Actor, draft, expectedVersion, AuditActions.TaskChanged);
        return ThenReadAsync(id, cancellationToken, async session =>
            await ForChangeAsync(session, id) is { } row ? await ReplaceAsync(session, row, edit) : Result<bool>.NotFound(Gone));
    }

    public Task<Result<TaskView>> SetActiveAsync(Guid id, bool active, CancellationToken cancellationToken) => SetActiveAsync(id, active, null, cancellationToken);

    /// <param name="expectedVersion">Refused as a conflict when the task has another version by now; null changes any.</param>
    public Task<Result<TaskView>> SetActiveAsync(Guid id, bool active, int? expectedVersion, CancellationToken cancellationToken)
    {
        var actor = Actor;
        return ThenReadAsync(id, cancellationToken, async session =>
        {
            if (await session.Db.Tasks.AsNoTracking().Include(task => task.Plan).SingleOrDefaultAsync(task => task.Id == id, CancellationToken.None) is not { } row)
                return Result<bool>.NotFound(Gone);
            if (!May(actor, Rights.Write, row))
                return Result<bool>.Forbidden(NotYours);
            if (expectedVersion is { } expected && expected != row.Version)
                return await ConflictAsync(session, row, expected);
            if (row.Active == active)
                return true;
            var now = time.GetUtcNow();
            if (active && WhyNotDue(row, row.Plan, now) is { } reason)
                return Result<bool>.Conflict("schedule", reason);
            changes.SetActive(session, actor, row, active, now);
            changes.Announce(session, [id]);
            return true;
        });
    }

    /// <summary>Deletes the task; its runs and its versions stay in the history, runs not started end as skipped.</summary>
    public Task<Result<bool>> DeleteAsync(Guid id, CancellationToken cancellationToken) => DeleteAsync(id, null, cancellationToken);

    /// <param name="expectedVersion">Refused as a conflict when the task has another version by now; null deletes any.</param>
    public Task<Result<bool>> DeleteAsync(Guid id, int? expectedVersion, CancellationToken cancellationToken)
    {
        var actor = Actor;
        return gate.WriteAsync(session => OneWithinReachAsync(session, actor, Rights.Write, id, expectedVersion, row =>
        {
            changes.Delete(session, actor, id, row.Title, row.Version, time.GetUtcNow());
            changes.Announce(session, [id]);
        }));
    }

    public Task<Result<Run>> RunNowAsync(Guid id, CancellationToken cancellationToken) => RunNowAsync(id, null, cancellationToken);

    /// <summary>Makes the task due now, besides its schedule; an inactive task may be run too.</summary>
    /// <param name="payload">For this run in place of the task's own, which takes the right to write; null when that holds.</param>
    public Task<Result<Run>> RunNowAsync(Guid id, JsonObject? payload, CancellationToken cancellationToken)
    {
        var actor = Actor;
        if (payload is not null && !actor.May(Rights.Write))
            return Task.FromResult(Result<Run>.Forbidden(RunPayloads.NotWithThese));
        return gate.WriteAsync<Result<Run>>(async session =>
        {
            Guid? run = null;
            IReadOnlyList<Fault> faults = [];
            var allowed = await OneWithinReachAsync(session, actor, Rights.Run, id, null, row =>
            {
                faults = payload is null ? [] : rules.FaultsOfRunPayload(row.Type, payload, actor);
                run = faults.Count > 0 ? null : changes.RunNow(session, actor, id, row.Title, time.GetUtcNow());
                if (run is { } made && payload is not null)
                    RunPayloads.Put(session, made, payload);
            });
            if (faults.Count > 0)
                return Result<Run>.Invalid(faults);
            return allowed.Succeeded
                ? RunRows.Run(await session.Db.Runs.AsNoTracking().SingleAsync(row => row.Id == run, CancellationToken.None))
                : Result<Run>.RefusedAs(allowed);
        });
    }

    private static bool May(Actor actor, Rights right, TaskRow row) => actor.May(right, row.OwnerId, TaskRows.Tags(row.Tags));

    private async Task<Result<bool>> OneWithinReachAsync(WriteSession session, Actor actor, Rights right, Guid id, int? expectedVersion, Action<TaskRow> change)
    {
        var row = await session.Db.Tasks.AsNoTracking().SingleOrDefaultAsync(task => task.Id == id, CancellationToken.None);
        if (row is null)
            return Result<bool>.NotFound(Gone);
        if (!May(actor, right, row))
            return Result<bool>.Forbidden(NotYours);
        if (expectedVersion is { } expected && expected != row.Version)
            return await ConflictAsync(session, row, expected);
        change(row);
        return true;
    }

    private static Task<TaskRow?> ForChangeAsync(WriteSession session, Guid id) =>
        session.Db.Tasks.AsNoTracking().Include(task => task.Plan).SingleOrDefaultAsync(task => task.Id == id, CancellationToken.None);

    /// <summary>Why a task can't be set active; null when it can.</summary>
    internal static string? WhyNotDue(TaskRow row, PlanRow plan, DateTimeOffset now)
    {
        var schedule = ScheduleColumn.Read(row.Schedule);
        if (schedule is OnceSchedule once && once.At <= now && plan.LastRunId is null)
            return $"Its time, {IsoText.Of(once.At)}, has passed. Edit the task and give it a new time.";
        return ScheduleFault.Of(schedule) is { } fault ? $"{fault} Edit the task and give it another schedule." : null;
    }

    private Task<Result<IReadOnlyList<TaskView>>> InsertAsync(Actor actor, List<TaskDefinition> definitions, Func<int, Fault, Fault> place) => gate.WriteAsync(session =>
    {
        var faults = definitions.Select((definition, index) => ChainRule.FaultOf(session, null, definition.Schedule) is { } fault ? place(index, fault) : null).OfType<Fault>().ToList();
        if (faults.Count > 0)
            return Task.FromResult(Result<IReadOnlyList<TaskView>>.Invalid(faults));
        var now = time.GetUtcNow();
        var views = new List<TaskView>(definitions.Count);
        var rows = definitions.ConvertAll(definition => TaskRows.New(Guid.CreateVersion7(now), actor.AccountId, definition, TaskChanges.FirstDue(definition.Schedule, now), now));
        foreach (var (row, definition) in rows.Zip(definitions))
        {
            var waiting = changes.Add(session, actor, row, definition.Schedule, now);
            views.Add(reading.Queries.View(row, waiting));
        }

        changes.Announce(session, rows.ConvertAll(row => row.Id));
        return Task.FromResult(Result<IReadOnlyList<TaskView>>.Of(views));
    });

    private async Task<Result<bool>> ReplaceAsync(WriteSession session, TaskRow row, Edit edit)
    {
        if (!May(edit.Actor, Rights.Write, row))
            return Result<bool>.Forbidden(NotYours);
        if (edit.ExpectedVersion is { } expected && expected != row.Version)
            return await ConflictAsync(session, row, expected);
        var definition = rules.Check(edit.Draft, edit.Actor, ScheduleColumn.Read(row.Schedule));
        if (!definition.Succeeded)
            return Result<bool>.Invalid(definition.Faults);
        // One whose parent was deleted can still be edited, as long as it stays what it is.
        if (definition.Value.Schedule != ScheduleColumn.Read(row.Schedule) && ChainRule.FaultOf(session, row.Id, definition.Value.Schedule) is { } fault)
            return Result<bool>.Invalid([fault]);
        var now = time.GetUtcNow();
        var before = TaskRows.Task(row);
        changes.Replace(session, row, definition.Value, row.Active, now);
        TaskChanges.Note(session, edit.Actor, edit.Action, row, now, edit.Detail(reading.History.Difference(before, TaskRows.Task(row))));
        changes.Announce(session, [row.Id]);
        return true;
    }

    private async Task<Result<bool>> ConflictAsync(WriteSession session, TaskRow row, int expected)
    {
        var since = await reading.History.SinceAsync(session.Db, row.Id, expected, CancellationToken.None);
        return Result<bool>.Conflict("version", ConflictWords.Of(since, row.Version, expected, time.GetUtcNow()));
    }

    private async Task<Result<TaskView>> ThenReadAsync(Guid id, CancellationToken cancellationToken, Func<WriteSession, Task<Result<bool>>> write)
    {
        var written = await gate.WriteAsync(write);
        if (!written.Succeeded)
            return Result<TaskView>.RefusedAs(written);
        return await FindAsync(id, cancellationToken) is { } task ? task : Result<TaskView>.NotFound(Gone);
    }

    /// <summary>What somebody makes of a task.</summary>
    /// <param name="Action">As the audit trail names it.</param>
    /// <param name="FromVersion">The version it was taken from; null when it was written.</param>
    private sealed record Edit(Actor Actor, TaskDraft Draft, int? ExpectedVersion, string Action, int? FromVersion = null)
    {
        public JsonObject Detail(IEnumerable<FieldChange> changed)
        {
            var detail = new JsonObject { ["changes"] = FieldChange.ToJson(changed) };
            if (FromVersion is { } version)
                detail["fromVersion"] = version;
            return detail;
        }
    }
}
