using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Notifications.Alerts.Incidents;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Repeats;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Core.Notifications.Alerts;

/// <summary>A rule as people see it.</summary>
/// <param name="TaskTitle">Null when it looks at no task by itself, or that one was deleted.</param>
/// <param name="Owner">Who made it; null when nobody is known.</param>
/// <param name="MayChange">Whether who asks may change and delete it.</param>
public sealed record AlertRuleView(AlertRule Rule, string? TaskTitle, string? Owner, bool MayChange);

/// <summary>The rules of alerts: operators make them for tasks within their reach, administrators for all.</summary>
public sealed class AlertRuleStore(RequestGate gate, IDbContextFactory<SchedulerDb> databases, AlertRules rules, AccountDirectory directory, ICaller caller, TimeProvider time)
{
    /// <summary>Most rules there may be: every failure is held against them.</summary>
    public const int Most = 500;

    private const string NotForYou = "You may look at alerts, but not make rules. Ask an administrator to make you an operator.";
    private const string NotYours = "This rule looks at tasks of others. Their owner, operators they are shared with by a tag, and administrators may change it.";
    private const string Gone = "There is no rule with this id (any more).";

    /// <summary>All of them: those of all tasks first, then those of tags, then those of single tasks.</summary>
    public async Task<IReadOnlyList<AlertRuleView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        var rows = await db.AlertRules.AsNoTracking().OrderBy(row => row.Scope).ThenBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        var views = new List<AlertRuleView>();
        foreach (var row in rows)
            views.Add(await ViewAsync(db, caller.Actor, row.ToRule(), cancellationToken));
        return views;
    }

    public Task<Result<AlertRuleView>> CreateAsync(AlertRuleDraft draft) => WriteAsync(async (session, actor) =>
    {
        var now = time.GetUtcNow();
        var faults = new List<Fault>();
        var rule = draft.Check(Guid.CreateVersion7(now), faults) with { OwnerId = actor.AccountId, CreatedAt = now, ChangedAt = now };
        await CheckAsync(session.Db, rule, faults);
        if (faults.Count == 0 && await session.Db.AlertRules.CountAsync() >= Most)
            faults.Add(new("", $"There may be up to {Most} rules. Delete one that is not needed, or let one look at a tag."));
        if (faults.Count > 0)
            return Result<AlertRuleView>.Invalid(faults);
        if (!await MayAsync(session.Db, actor, rule))
            return Result<AlertRuleView>.Forbidden(NotYours);
        Put(session, actor, AuditActions.AlertRuleCreated, rule, now);
        return await ViewAsync(session.Db, actor, rule, CancellationToken.None);
    });

    /// <summary>Puts a rule in place of another. What is open goes on, unless the rule looks for something else, at other tasks, or not at all now.</summary>
    public Task<Result<AlertRuleView>> ReplaceAsync(Guid id, AlertRuleDraft draft) => ChangeAsync(id, async (session, actor, before) =>
    {
        var now = time.GetUtcNow();
        var faults = new List<Fault>();
        var rule = draft.Check(id, faults) with { OwnerId = before.OwnerId, CreatedAt = before.CreatedAt, ChangedAt = now };
        await CheckAsync(session.Db, rule, faults);
        if (faults.Count > 0)
            return Result<AlertRuleView>.Invalid(faults);
        if (!await MayAsync(session.Db, actor, rule))
            return Result<AlertRuleView>.Forbidden(NotYours);
        if (!rule.Active || rule.Kind != before.Kind || rule.Scope != before.Scope || rule.Tag != before.Tag || rule.TaskId != before.TaskId)
            IncidentBook.DropOf(session, id, now);
        Put(session, actor, AuditActions.AlertRuleChanged, rule, now);
        return await ViewAsync(session.Db, actor, rule, CancellationToken.None);
    });

    public Task<Result<bool>> DeleteAsync(Guid id) => ChangeAsync<bool>(id, (session, actor, rule) =>
    {
        var now = time.GetUtcNow();
        IncidentBook.DropOf(session, id, now);
        session.Statement("DELETE FROM alert_rules WHERE id = @id").With("@id", id).Execute();
        AuditTrail.Note(session, actor, new(AuditActions.AlertRuleDeleted, id, AlertWords.Of(rule)), now);
        session.AfterCommit(rules.Forget);
        return Task.FromResult<Result<bool>>(true);
    });

    private void Put(WriteSession session, Actor actor, string action, AlertRule rule, DateTimeOffset now)
    {
        session.Statement("""
            INSERT INTO alert_rules (id, kind, scope, tag, task_id, limits, told, repeat, recovery, urgent, active, owner_id, created_at, changed_at)
            VALUES (@id, @kind, @scope, @tag, @task, @limits, @told, @repeat, @recovery, @urgent, @active, @owner, @created, @changed)
            ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, scope = excluded.scope, tag = excluded.tag, task_id = excluded.task_id, limits = excluded.limits, told = excluded.told,
                repeat = excluded.repeat, recovery = excluded.recovery, urgent = excluded.urgent, active = excluded.active, changed_at = excluded.changed_at
            """)
            .With("@id", rule.Id).With("@kind", rule.Kind).With("@scope", rule.Scope).With("@tag", rule.Tag).With("@task", rule.TaskId)
            .With("@limits", AlertRuleRow.Text(rule.Limits)).With("@told", AlertRuleRow.Text(rule.Told)).With("@repeat", rule.Repeat)
            .With("@recovery", rule.Recovery ? 1 : 0).With("@urgent", rule.Urgent ? 1 : 0).With("@active", rule.Active ? 1 : 0)
            .With("@owner", rule.OwnerId).With("@created", rule.CreatedAt).With("@changed", rule.ChangedAt).Execute();
        var detail = new JsonObject { ["scope"] = rule.Scope == AlertScope.Task ? $"task {rule.TaskId}" : AlertWords.Scope(rule, null), ["active"] = rule.Active };
        AuditTrail.Note(session, actor, new(action, rule.Id, AlertWords.Of(rule)) { Detail = detail }, now);
        session.AfterCommit(rules.Forget);
    }

    private async Task CheckAsync(SchedulerDb db, AlertRule rule, List<Fault> faults)
    {
        if (rule.TaskId is { } task && !await db.Tasks.AnyAsync(row => row.Id == task))
            faults.Add(new("taskId", "There is no task with this id (any more)."));
        if (rule.Told.Accounts.Any(id => directory.Find(id) is null))
            faults.Add(new("tell.accounts", "One of these accounts does not exist (any more)."));
        var channels = rule.Told.Channels.ToList();
        if (channels.Count > 0 && await db.Channels.CountAsync(row => channels.Contains(row.Id)) < channels.Count)
            faults.Add(new("tell.channels", "One of these channels does not exist (any more)."));
    }

    private static async Task<bool> MayAsync(SchedulerDb db, Actor actor, AlertRule rule)
    {
        if (!actor.May(Rights.Write) || actor.ReachesAll || rule.Scope == AlertScope.All)
            return actor.May(Rights.Write) && actor.ReachesAll;
        if (rule.Scope == AlertScope.Tag)
            return actor.SharedTags.Contains(rule.Tag, StringComparer.Ordinal);
        var task = await db.Tasks.AsNoTracking().Where(row => row.Id == rule.TaskId).Select(row => new { row.OwnerId, row.Tags }).SingleOrDefaultAsync();
        return task is not null && actor.May(Rights.Write, task.OwnerId, TaskRows.Tags(task.Tags));
    }

    private async Task<AlertRuleView> ViewAsync(SchedulerDb db, Actor actor, AlertRule rule, CancellationToken cancellationToken) => new(
        rule,
        rule.TaskId is { } task ? await db.Tasks.Where(row => row.Id == task).Select(row => row.Title).SingleOrDefaultAsync(cancellationToken) : null,
        directory.NameOf(rule.OwnerId),
        await MayAsync(db, actor, rule));

    private Task<Result<T>> ChangeAsync<T>(Guid id, Func<WriteSession, Actor, AlertRule, Task<Result<T>>> change) => WriteAsync(async (session, actor) =>
    {
        if (await session.Db.AlertRules.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id) is not { } row)
            return Result<T>.NotFound(Gone);
        var rule = row.ToRule();
        return await MayAsync(session.Db, actor, rule) ? await change(session, actor, rule) : Result<T>.Forbidden(NotYours);
    });

    private Task<Result<T>> WriteAsync<T>(Func<WriteSession, Actor, Task<Result<T>>> write)
    {
        var actor = caller.Actor;
        return actor.May(Rights.Write) ? gate.WriteAsync(session => write(session, actor)) : Task.FromResult(Result<T>.Forbidden(NotForYou));
    }
}
