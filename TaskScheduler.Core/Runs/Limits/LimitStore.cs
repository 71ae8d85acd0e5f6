using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Runs.Limits;

/// <summary>The limits of runs as administrators set them. They are in force as soon as they are written.</summary>
public sealed class LimitStore(IWriteGate gate, IDbContextFactory<SchedulerDb> databases, RunLimits limits, LimitRules rules, ICaller caller, TimeProvider time)
{
    private const string AdministratorsOnly = "Only administrators see and change limits.";

    /// <summary>All limits with how far each is used up: those of types first, each kind in the order of their names.</summary>
    public Result<IReadOnlyList<LimitUse>> List() => caller.Actor.May(Rights.Administer)
        ? Result<IReadOnlyList<LimitUse>>.Of([.. limits.Uses().OrderBy(use => use.Limit.Scope).ThenBy(use => use.Limit.Name, StringComparer.Ordinal)])
        : Result<IReadOnlyList<LimitUse>>.Forbidden(AdministratorsOnly);

    /// <summary>Puts these limits in place of all others; faults are said as <c>limits[index].field</c>.</summary>
    public async Task<Result<IReadOnlyList<LimitUse>>> ReplaceAsync(IReadOnlyList<RunLimit> wanted)
    {
        var actor = caller.Actor;
        if (!actor.May(Rights.Administer))
            return Result<IReadOnlyList<LimitUse>>.Forbidden(AdministratorsOnly);
        var faults = rules.Check(wanted);
        if (faults.Count > 0)
            return Result<IReadOnlyList<LimitUse>>.Invalid(faults);
        await gate.WriteAsync(async session =>
        {
            Replace(session, actor, await session.Db.RunLimits.AsNoTracking().ToListAsync(), wanted);
            session.AfterCommit(() => limits.Set(wanted));
            return true;
        });
        return List();
    }

    /// <summary>Puts those that are stored in force, before any run starts. What an earlier program has started within the last minute counts.</summary>
    internal async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        var stored = await db.RunLimits.Select(row => new RunLimit(row.Scope, row.Name, row.Concurrency, row.PerMinute)).ToListAsync(cancellationToken);
        limits.Set(stored);
        var now = time.GetUtcNow();
        foreach (var limit in stored.Where(limit => limit.PerMinute is not null))
            limits.Remember(limit, await RecentStarts.OfTypeAsync(db, limit.Name, now - RunLimits.Window, now, cancellationToken));
    }

    private void Replace(WriteSession session, Actor actor, List<RunLimitRow> rows, IReadOnlyList<RunLimit> wanted)
    {
        var before = rows.ConvertAll(row => new RunLimit(row.Scope, row.Name, row.Concurrency, row.PerMinute));
        var now = time.GetUtcNow();
        foreach (var gone in before.Where(limit => wanted.All(other => other.Key != limit.Key)))
        {
            session.Statement("DELETE FROM run_limits WHERE scope = @scope AND name = @name").With("@scope", gone.Scope).With("@name", gone.Name).Execute();
            Note(session, actor, gone, gone with { Concurrency = null, PerMinute = null }, now);
        }

        foreach (var limit in wanted.Except(before))
        {
            session.Statement("""
                INSERT INTO run_limits (scope, name, concurrency, per_minute) VALUES (@scope, @name, @concurrency, @rate)
                ON CONFLICT (scope, name) DO UPDATE SET concurrency = excluded.concurrency, per_minute = excluded.per_minute
                """)
                .With("@scope", limit.Scope).With("@name", limit.Name).With("@concurrency", limit.Concurrency).With("@rate", limit.PerMinute).Execute();
            Note(session, actor, before.Find(other => other.Key == limit.Key) ?? limit with { Concurrency = null, PerMinute = null }, limit, now);
        }
    }

    private static void Note(WriteSession session, Actor actor, RunLimit before, RunLimit after, DateTimeOffset now)
    {
        var changes = new JsonArray();
        if (before.Concurrency != after.Concurrency)
            changes.Add(new JsonObject { ["field"] = "concurrency", ["before"] = before.Concurrency, ["after"] = after.Concurrency });
        if (before.PerMinute != after.PerMinute)
            changes.Add(new JsonObject { ["field"] = "perMinute", ["before"] = before.PerMinute, ["after"] = after.PerMinute });
        var subject = after.Scope == LimitScope.Type ? $"Type {after.Name}" : $"Tag {after.Name}";
        AuditTrail.Note(session, actor, new(AuditActions.LimitChanged, null, subject) { Detail = new() { ["changes"] = changes } }, now);
    }
}
