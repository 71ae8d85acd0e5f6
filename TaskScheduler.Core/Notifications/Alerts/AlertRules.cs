using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Notifications.Alerts;

/// <summary>The rules in memory, because every outcome asks for them. The table is the truth: whoever changes it has them read again.</summary>
public sealed class AlertRules(IDbContextFactory<SchedulerDb> databases)
{
    private readonly Lock reading = new();
    private volatile Snapshot? now;
    private int version;

    /// <summary>Those that look for something of this kind.</summary>
    internal IReadOnlyList<AlertRule> Of(AlertKind kind) => Now.ByKind[(int)kind];

    /// <summary>Active or not; null when there is none (any more).</summary>
    internal AlertRule? Find(Guid id) => Now.ById.GetValueOrDefault(id);

    /// <summary>Is called after the commit of a change.</summary>
    internal void Forget()
    {
        Interlocked.Increment(ref version);
        now = null;
    }

    private Snapshot Now => now ?? Read();

    private Snapshot Read()
    {
        lock (reading)
        {
            if (now is { } known)
                return known;
            var before = Volatile.Read(ref version);
            using var db = databases.CreateDbContext();
            var read = new Snapshot(db.AlertRules.AsNoTracking().AsEnumerable().Select(row => row.ToRule()).ToList());
            // Changed while it was read: it serves this one question, and the next one reads again.
            if (before == Volatile.Read(ref version))
                now = read;
            return read;
        }
    }

    private sealed class Snapshot(List<AlertRule> rules)
    {
        public Dictionary<Guid, AlertRule> ById { get; } = rules.ToDictionary(rule => rule.Id);

        public IReadOnlyList<AlertRule>[] ByKind { get; } = [.. Enum.GetValues<AlertKind>().Select(kind => rules.FindAll(rule => rule.Active && rule.Kind == kind))];
    }
}
