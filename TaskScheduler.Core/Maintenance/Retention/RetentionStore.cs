using System.Text.Json.Nodes;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Maintenance.Progress;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Maintenance.Retention;

/// <summary>How many of a kind were deleted on a day (UTC).</summary>
public sealed record Removed(DateOnly Day, RetentionKind Kind, long Count);

/// <summary>What some rules would delete if they were saved.</summary>
/// <param name="Counts">By kind; those of which nothing would go are absent.</param>
/// <param name="IsAll">Whether everything was counted; else there is more than that.</param>
public sealed record RetentionPreview(IReadOnlyDictionary<RetentionKind, long> Counts, bool IsAll)
{
    public string Words => (IsAll ? "" : "more than ") + RetentionWords.Of(Counts);
}

/// <summary>How long what is kept how long, as administrators set it.</summary>
public sealed class RetentionStore
{
    // Counting goes through what is there; beyond this "more than" says as much.
    private const long MostCounted = 2_000_000;

    private const int DaysShown = 30;
    private const string AdministratorsOnly = "Only administrators see and change how long things are kept.";

    private readonly IWriteGate gate;
    private readonly RetentionFinder finder;
    private readonly RetentionPass pass;
    private readonly ICaller caller;
    private readonly TimeProvider time;

    internal RetentionStore(IWriteGate gate, RetentionFinder finder, RetentionPass pass, ICaller caller, TimeProvider time) =>
        (this.gate, this.finder, this.pass, this.caller, this.time) = (gate, finder, pass, caller, time);

    /// <summary>The rule of each kind, in the order of the kinds.</summary>
    public async Task<Result<IReadOnlyList<RetentionRule>>> ListAsync(CancellationToken cancellationToken) =>
        caller.Actor.May(Rights.Administer) ? Result<IReadOnlyList<RetentionRule>>.Of(await finder.StoredAsync(cancellationToken)) : Result<IReadOnlyList<RetentionRule>>.Forbidden(AdministratorsOnly);

    /// <summary>What was deleted within the last thirty days, the latest day first.</summary>
    public async Task<Result<IReadOnlyList<Removed>>> RemovedAsync(CancellationToken cancellationToken)
    {
        if (!caller.Actor.May(Rights.Administer))
            return Result<IReadOnlyList<Removed>>.Forbidden(AdministratorsOnly);
        var rows = await finder.RemovedAsync(finder.Today - DaysShown, cancellationToken);
        return Result<IReadOnlyList<Removed>>.Of([.. rows.Select(row => new Removed(DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(row.Day)), row.Kind, row.Removed))]);
    }

    /// <summary>Counts what would be deleted if these rules took the place of the stored ones of their kinds.</summary>
    public async Task<Result<RetentionPreview>> PreviewAsync(IReadOnlyList<RetentionRule> wanted, CancellationToken cancellationToken)
    {
        if (!caller.Actor.May(Rights.Administer))
            return Result<RetentionPreview>.Forbidden(AdministratorsOnly);
        var faults = RetentionRuleCheck.Of(wanted);
        if (faults.Count > 0)
            return Result<RetentionPreview>.Invalid(faults);
        var (counts, isAll) = await finder.CountAsync(RetentionRules.Complete((await finder.StoredAsync(cancellationToken)).Where(rule => wanted.All(other => other.Kind != rule.Kind)).Concat(wanted)), MostCounted, cancellationToken);
        return new RetentionPreview(counts, isAll);
    }

    /// <summary>Puts these rules in place of those of their kinds; faults are said as <c>rules[index].field</c>. The next pass goes by them.</summary>
    public async Task<Result<IReadOnlyList<RetentionRule>>> SaveAsync(IReadOnlyList<RetentionRule> wanted, CancellationToken cancellationToken)
    {
        var actor = caller.Actor;
        if (!actor.May(Rights.Administer))
            return Result<IReadOnlyList<RetentionRule>>.Forbidden(AdministratorsOnly);
        var faults = RetentionRuleCheck.Of(wanted);
        if (faults.Count > 0)
            return Result<IReadOnlyList<RetentionRule>>.Invalid(faults);
        await gate.WriteAsync(session =>
        {
            var before = RetentionRules.Complete(session.Db.RetentionRules.Select(row => new RetentionRule(row.Kind, row.Days, row.PerTask)).ToList());
            foreach (var rule in wanted.Except(before))
                Save(session, actor, before.Single(old => old.Kind == rule.Kind), rule);
            return Task.FromResult(true);
        });
        return await ListAsync(cancellationToken);
    }

    /// <summary>Deletes what is past its time now, in the background; returns the work it is. If that goes on already, it is that one.</summary>
    public Result<WorkView> Start()
    {
        var actor = caller.Actor;
        return actor.May(Rights.Administer) ? pass.Start(actor.AccountId).Work : Result<WorkView>.Forbidden(AdministratorsOnly);
    }

    private void Save(WriteSession session, Actor actor, RetentionRule before, RetentionRule rule)
    {
        session.Statement("""
            INSERT INTO retention_rules (kind, days, per_task) VALUES (@kind, @days, @count)
            ON CONFLICT (kind) DO UPDATE SET days = excluded.days, per_task = excluded.per_task
            """).With("@kind", rule.Kind).With("@days", rule.Days).With("@count", rule.PerTask).Execute();
        var changes = new JsonArray();
        if (before.Days != rule.Days)
            changes.Add(new JsonObject { ["field"] = "days", ["before"] = before.Days, ["after"] = rule.Days });
        if (before.PerTask != rule.PerTask)
            changes.Add(new JsonObject { ["field"] = "perTask", ["before"] = before.PerTask, ["after"] = rule.PerTask });
        AuditTrail.Note(session, actor, new(AuditActions.RetentionChanged, null, RetentionWords.Of(rule.Kind)) { Detail = new() { ["changes"] = changes } }, time.GetUtcNow());
    }
}
