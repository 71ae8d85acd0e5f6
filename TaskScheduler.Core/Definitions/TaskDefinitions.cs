using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Definitions.Files;
using TaskScheduler.Core.Maintenance.Progress;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.History;

namespace TaskScheduler.Core.Definitions;

/// <summary>
/// Tasks as files: writes those that are stored, says what a file would change, and makes it so in one transaction or not at
/// all. A file meets the same rules and rights as every other change.
/// </summary>
public sealed class TaskDefinitions
{
    private const int ReadAtOnce = 500;

    // Fewer are done before anybody could look.
    private const int ShownFrom = 200;
    private const int ReportedEach = 100;

    private readonly IDbContextFactory<SchedulerDb> databases;
    private readonly IWriteGate gate;
    private readonly TaskReading reading;
    private readonly DefinitionPlanner planner;
    private readonly TaskChanges changes;
    private readonly ICaller caller;

    internal TaskDefinitions(IDbContextFactory<SchedulerDb> databases, IWriteGate gate, TaskReading reading, DefinitionPlanner planner, TaskChanges changes, ICaller caller)
    {
        this.databases = databases;
        this.gate = gate;
        this.reading = reading;
        this.planner = planner;
        this.changes = changes;
        this.caller = caller;
    }

    /// <summary>Where it is shown how far a long import is.</summary>
    public required WorkBoard Board { get; init; }

    /// <summary>All that match, in the order of their titles; the same tasks give the same text.</summary>
    public async Task<string> ExportAsync(TaskFilter filter, DefinitionFormat format, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        var rows = await reading.Queries.Matching(db, filter).Select(plan => plan.Task).ToListAsync(cancellationToken);
        var tasks = rows.OrderBy(row => row.Title, StringComparer.Ordinal).ThenBy(row => row.Id).Select(row => DefinitionJson.Of(row.Id, DefinitionJson.Definition(row), row.Active));
        return DefinitionText.Write(tasks, format);
    }

    /// <summary>What would happen if the file were applied now.</summary>
    /// <param name="prune">Null removes nothing.</param>
    public async Task<DefinitionPlan> PlanAsync(DefinitionFile file, Prune? prune, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        return await PlanAsync(db, caller.Actor, file, prune, cancellationToken);
    }

    /// <summary>Makes what is stored what the file says, in one transaction or not at all.</summary>
    /// <param name="fingerprint">Of the plan that was looked at: refused as a conflict when something else would happen by now. Null applies whatever the file means now.</param>
    public async Task<Result<DefinitionPlan>> ApplyAsync(DefinitionFile file, Prune? prune, string? fingerprint, CancellationToken cancellationToken)
    {
        var actor = caller.Actor;
        if (!actor.May(Rights.Write))
            return Result<DefinitionPlan>.Forbidden(TaskStore.MayNotCreate);
        using var work = file.Entries.Count < ShownFrom ? null : Board.Begin(WorkKind.Import, "Importing tasks", actor.AccountId, mayStop: false);
        var applied = await ApplyAsync(actor, file, prune, fingerprint, work);
        if (applied.Succeeded)
            work?.Finish($"{applied.Value.Added.Count:N0} added, {applied.Value.Changed.Count:N0} changed, {applied.Value.Removed.Count:N0} removed.");
        else
            work?.Fail($"Nothing was changed: {applied.Faults[0].Message}");
        return applied;
    }

    private Task<Result<DefinitionPlan>> ApplyAsync(Actor actor, DefinitionFile file, Prune? prune, string? fingerprint, Work? work) =>
        gate.WriteAsync<Result<DefinitionPlan>>(async session =>
        {
            var plan = await PlanAsync(session.Db, actor, file, prune, CancellationToken.None);
            if (plan.Faults.Count > 0)
                return Result<DefinitionPlan>.Invalid([.. plan.Faults.Select(fault => fault.ToFault())]);
            if (fingerprint is not null && fingerprint != plan.Fingerprint)
                return Result<DefinitionPlan>.Conflict("fingerprint", "Something else would happen now than in the plan with this fingerprint: the tasks or the file were changed meanwhile. Nothing was changed; look at the plan again.");
            return Carry(session, actor, plan, work);
        });

    private async Task<DefinitionPlan> PlanAsync(SchedulerDb db, Actor actor, DefinitionFile file, Prune? prune, CancellationToken cancellationToken)
    {
        var heads = await db.Tasks.Select(task => new StoredHead(task.Id, task.Title, task.OwnerId, task.Tags, task.Version)).ToListAsync(cancellationToken);
        var matching = DefinitionMatching.Of(file, heads);
        var meant = matching.Entries.Where(match => match.Stored is not null).Select(match => match.Stored!.Id).ToList();
        var stored = new Dictionary<Guid, TaskRow>(meant.Count);
        foreach (var ids in meant.Chunk(ReadAtOnce))
            foreach (var row in await db.Tasks.AsNoTracking().Include(task => task.Plan).Where(task => ids.Contains(task.Id)).ToListAsync(cancellationToken))
                stored.Add(row.Id, row);
        var kept = await KeptAsync(db, [.. matching.Entries.Where(match => match.Stored is null && match.Entry.Id is not null).Select(match => match.Entry.Id!.Value)], cancellationToken);
        // While it is not clear which tasks the file names, nobody can say which it does not.
        var removed = prune is null || file.Faults.Count + matching.Faults.Count > 0 ? [] : NotNamed(heads, [.. meant], prune, actor);
        return planner.Plan(file, matching, new(stored, kept), removed, actor);
    }

    // A deleted task comes back as whose it was, and only by those who might change it.
    private static async Task<Dictionary<Guid, StoredHead>> KeptAsync(SchedulerDb db, List<Guid> ids, CancellationToken cancellationToken)
    {
        var kept = new Dictionary<Guid, StoredHead>();
        foreach (var some in ids.Chunk(ReadAtOnce))
            foreach (var past in await db.TaskVersions.Where(past => some.Contains(past.TaskId)).OrderBy(past => past.Version).Select(past => new StoredHead(past.TaskId, past.Title, past.OwnerId, past.Tags, past.Version)).ToListAsync(cancellationToken))
                kept[past.Id] = past;
        return kept;
    }

    private static IEnumerable<StoredHead> NotNamed(IEnumerable<StoredHead> heads, HashSet<Guid> named, Prune prune, Actor actor) => heads
        .Where(task => !named.Contains(task.Id))
        .Where(task => TaskRows.Tags(task.Tags) is var tags && (prune.Tag is null || tags.Contains(prune.Tag, StringComparer.Ordinal)) && actor.May(Rights.Write, task.OwnerId, tags))
        .OrderBy(task => task.Title, StringComparer.Ordinal).ThenBy(task => task.Id);

    private DefinitionPlan Carry(WriteSession session, Actor actor, DefinitionPlan plan, Work? work)
    {
        var now = planner.Now;
        var (done, total) = (0, plan.Removed.Count + plan.Changed.Count + plan.Added.Count);
        foreach (var removal in plan.Removed)
            Said(() => changes.Delete(session, actor, removal.Id, removal.Title, removal.Version, now));
        foreach (var change in plan.Changed)
            Said(() => Change(session, actor, change, now));
        var added = new List<PlannedAddition>(plan.Added.Count);
        foreach (var addition in plan.Added)
            Said(() => added.Add(addition with { Id = Add(session, actor, addition, now) }));
        changes.Announce(session, [.. plan.Removed.Select(task => task.Id), .. plan.Changed.Select(task => task.Id), .. added.Select(task => task.Id!.Value)]);
        return plan with { Added = added };

        void Said(Action one)
        {
            one();
            if (++done % ReportedEach == 0)
                work?.Report(done, total, unit: "tasks");
        }
    }

    private void Change(WriteSession session, Actor actor, PlannedChange change, DateTimeOffset now)
    {
        var before = TaskRows.Task(change.Stored);
        changes.Replace(session, change.Stored, change.Definition, change.Active, now);
        var fields = reading.History.Difference(before, TaskRows.Task(change.Stored));
        TaskChanges.Note(session, actor, AuditActions.TaskChanged, change.Stored, now, new() { ["changes"] = FieldChange.ToJson(fields) });
    }

    private Guid Add(WriteSession session, Actor actor, PlannedAddition addition, DateTimeOffset now)
    {
        var id = addition.Id ?? Guid.CreateVersion7(now);
        var due = addition.Active ? TaskChanges.FirstDue(addition.Definition.Schedule, now) : null;
        var row = TaskRows.New(id, addition.Kept is { } kept ? kept.OwnerId : actor.AccountId, addition.Definition, due, now);
        row.Active = addition.Active;
        row.Version = (addition.Kept?.Version ?? 0) + 1;
        changes.Add(session, actor, row, addition.Definition.Schedule, now);
        return id;
    }
}
