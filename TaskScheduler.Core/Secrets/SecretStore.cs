using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Templates;

namespace TaskScheduler.Core.Secrets;

/// <summary>A secret as people see it: everything but its value.</summary>
/// <param name="ChangedBy">Who entered the value it has now.</param>
/// <param name="Tasks">How many tasks use it.</param>
public sealed record SecretView(string Name, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, string ChangedBy, int Tasks);

/// <summary>Keeps secrets: values that tasks use by name, entered once and never shown again.</summary>
public sealed class SecretStore(IWriteGate gate, IDbContextFactory<SchedulerDb> databases, ISecretCipher cipher, ICaller caller, TimeProvider time)
{
    private const string NotForYou = "Secrets are seen by those who write tasks. Ask an administrator to make you an operator.";
    private const string AdministratorsOnly = "Only administrators enter and delete secrets.";
    private const string Unknown = "There is no secret with this name (any more).";
    private const int MostNamed = 5;

    /// <summary>All of them, in order; for those who may write tasks.</summary>
    public async Task<Result<IReadOnlyList<SecretView>>> ListAsync(CancellationToken cancellationToken)
    {
        if (!caller.Actor.May(Rights.Write))
            return Result<IReadOnlyList<SecretView>>.Forbidden(NotForYou);
        await using var db = databases.CreateDbContext();
        var used = (await UsesAsync(db, cancellationToken)).SelectMany(use => use.Secrets).CountBy(name => name, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var rows = await db.Secrets.AsNoTracking().ToListAsync(cancellationToken);
        return Result<IReadOnlyList<SecretView>>.Of([.. rows.OrderBy(row => row.Name, StringComparer.OrdinalIgnoreCase).Select(row => View(row, used.GetValueOrDefault(row.Name)))]);
    }

    /// <summary>The names alone; none for those who may not write tasks.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken)
    {
        if (!caller.Actor.May(Rights.Write))
            return [];
        await using var db = databases.CreateDbContext();
        return [.. (await db.Secrets.Select(row => row.Name).ToListAsync(cancellationToken)).Order(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Keeps a value under a name; one that was there is replaced, and runs that begin from now on use the new one.</summary>
    /// <returns>Whether there was none with this name before.</returns>
    public async Task<Result<bool>> PutAsync(string? name, string? value)
    {
        var actor = caller.Actor;
        if (!actor.May(Rights.Administer))
            return Result<bool>.Forbidden(AdministratorsOnly);
        if (SecretRules.FaultsOf(name, value) is { Count: > 0 } faults)
            return Result<bool>.Invalid(faults);
        var encrypted = cipher.Encrypt(name!, value!);
        return await gate.WriteAsync<Result<bool>>(session =>
        {
            var now = time.GetUtcNow();
            var created = session.Statement("""
                UPDATE secrets SET encrypted = @value, changed_at = @now, changed_by = @by WHERE name = @name
                """).With("@name", name).With("@value", encrypted).With("@now", now).With("@by", actor.Name).Execute() == 0;
            if (created)
                session.Statement("INSERT INTO secrets (name, encrypted, created_at, changed_at, changed_by) VALUES (@name, @value, @now, @now, @by)")
                    .With("@name", name).With("@value", encrypted).With("@now", now).With("@by", actor.Name).Execute();
            AuditTrail.Note(session, actor, new(created ? AuditActions.SecretCreated : AuditActions.SecretChanged, null, name!), now);
            return Task.FromResult<Result<bool>>(created);
        });
    }

    /// <param name="force">Whether it is deleted although tasks use it, whose runs fail from then on; else that is a conflict which names them.</param>
    public async Task<Result<bool>> DeleteAsync(string name, bool force)
    {
        var actor = caller.Actor;
        if (!actor.May(Rights.Administer))
            return Result<bool>.Forbidden(AdministratorsOnly);
        return await gate.WriteAsync<Result<bool>>(async session =>
        {
            var users = (await UsesAsync(session.Db, CancellationToken.None)).Where(use => use.Secrets.Contains(name)).Select(use => use.Title).ToList();
            if (users.Count > 0 && !force && await session.Db.Secrets.AnyAsync(row => row.Name == name, CancellationToken.None))
                return Result<bool>.Conflict("name", $"{UsedBy(users)} Take it out of them first; if it is deleted all the same (force), their runs fail.");
            if (session.Statement("DELETE FROM secrets WHERE name = @name").With("@name", name).Execute() == 0)
                return Result<bool>.NotFound(Unknown);
            AuditTrail.Note(session, actor, new(AuditActions.SecretDeleted, null, name) { Detail = users.Count > 0 ? new() { ["tasks"] = users.Count } : null }, time.GetUtcNow());
            return true;
        });
    }

    private static string UsedBy(List<string> titles)
    {
        var named = titles.Take(MostNamed).Select(title => $"'{title}'").ToList();
        if (titles.Count > MostNamed)
            named.Add($"{titles.Count - MostNamed} more");
        return $"{English.Count(titles.Count, "task")} {(titles.Count == 1 ? "uses" : "use")} it: {English.List(named)}.";
    }

    // Most tasks use none: the database picks those that can.
    private static async Task<List<(string Title, HashSet<string> Secrets)>> UsesAsync(SchedulerDb db, CancellationToken cancellationToken)
    {
        var candidates = await db.Tasks.Where(task => EF.Functions.Like(task.Payload, "%secret:%")).OrderBy(task => task.Title)
            .Select(task => new { task.Title, task.Payload }).ToListAsync(cancellationToken);
        return candidates.ConvertAll(task => (task.Title, PayloadSecrets.In(JsonNode.Parse(task.Payload)!.AsObject()).Select(found => found.Name).ToHashSet(StringComparer.Ordinal)));
    }

    private static SecretView View(SecretRow row, int tasks) =>
        new(row.Name, DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt), DateTimeOffset.FromUnixTimeMilliseconds(row.ChangedAt), row.ChangedBy, tasks);
}
