using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Repeats;

/// <summary>Finds the answers that were kept for repetitions, and forgets them after a day.</summary>
public sealed class KeptAnswers(IWriteGate gate, IDbContextFactory<SchedulerDb> databases, TimeProvider time)
{
    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    // Small, so that no other write waits long for it.
    private const int ForgottenAtOnce = 200;

    internal static readonly string ForgetSql = $"""
        DELETE FROM idempotency_keys
        WHERE (caller, key) IN (SELECT caller, key FROM idempotency_keys WHERE created_at < @oldest ORDER BY created_at LIMIT {ForgottenAtOnce})
        """;

    private DateTimeOffset Oldest => time.GetUtcNow() - Kept;

    /// <summary>The name under which the keys of an actor are kept.</summary>
    public static string NameOf(Actor actor) => actor.AccountId?.ToString() ?? "program";

    /// <summary>The answer that this actor was given under this key within the last day; null when there is none.</summary>
    public async Task<IdempotencyKeyRow?> FindAsync(Actor actor, string key, CancellationToken cancellationToken)
    {
        var name = NameOf(actor);
        var oldest = Oldest.ToUnixTimeMilliseconds();
        await using var db = databases.CreateDbContext();
        return await db.IdempotencyKeys.SingleOrDefaultAsync(row => row.Caller == name && row.Key == key && row.CreatedAt >= oldest, cancellationToken);
    }

    /// <summary>Forgets all that are older than a day, some at a time; returns how many.</summary>
    public async Task<int> ForgetOldAsync()
    {
        var oldest = Oldest;
        var forgotten = 0;
        int step;
        do
        {
            step = await gate.WriteAsync(session => Task.FromResult(session.Statement(ForgetSql).With("@oldest", oldest).Execute()));
            forgotten += step;
        }
        while (step == ForgottenAtOnce);
        return forgotten;
    }
}
