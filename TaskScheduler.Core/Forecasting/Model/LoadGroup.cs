using TaskScheduler.Core.Forecasting.Times;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Forecasting.Model;

/// <summary>Which tasks are due together: those with the same schedule, and those that follow such a task as much later.</summary>
/// <param name="Shift">In seconds: how much later.</param>
internal readonly record struct GroupKey(Schedule Schedule, long Shift)
{
    /// <summary>The key of a schedule: two intervals in the same rhythm that have both begun are the same.</summary>
    public static GroupKey Of(Schedule schedule, long shift, long now) => new(
        schedule switch
        {
            OnceSchedule once => new OnceSchedule(once.At.ToUniversalTime()),
            IntervalSchedule interval => interval with { StartAt = Start(interval, now) },
            _ => schedule,
        },
        shift);

    private static DateTimeOffset Start(IntervalSchedule interval, long now)
    {
        var start = interval.StartAt.ToUnixTimeSeconds();
        // Long begun, so that a shift does not reach back to its start.
        return start > now - LoadTotals.Length ? interval.StartAt.ToUniversalTime() : DateTimeOffset.FromUnixTimeSeconds(start % (long)interval.Every.TotalSeconds);
    }
}

/// <summary>Tasks that are due together, as sums: what a task takes is moved from one to another without a look at the others.</summary>
internal sealed class LoadGroup(GroupKey key, KeptMinutes budget)
{
    private readonly DueSeconds due = new(key.Schedule, budget);
    private Dictionary<string, int>? unlearned;
    private Load learned;

    public GroupKey Key => key;

    /// <summary>What of it is in the totals.</summary>
    public Load Applied { get; set; }

    public bool IsEmpty => learned.Tasks == 0 && unlearned is null;

    /// <summary>Whether it has tasks for which the average of a type counts.</summary>
    public bool HasUnlearned => unlearned is not null;

    /// <summary>The load of each of its due seconds.</summary>
    /// <param name="ofType">What a task takes that has not run, in microseconds, by its type.</param>
    public Load LoadOf(Func<string, long> ofType)
    {
        var load = learned;
        foreach (var (type, count) in unlearned ?? [])
            load += new Load(count, count * ofType(type));
        return load;
    }

    /// <param name="compute">In microseconds; null when its type's average counts.</param>
    public void Add(string type, long? compute, int count = 1)
    {
        if (compute is { } known)
        {
            learned += new Load(count, count * known);
            return;
        }

        unlearned ??= new(StringComparer.Ordinal);
        unlearned[type] = unlearned.GetValueOrDefault(type) + count;
        if (unlearned[type] == 0)
            unlearned.Remove(type);
        if (unlearned.Count == 0)
            unlearned = null;
    }

    public IEnumerable<long> Between(long first, long last)
    {
        foreach (var second in due.Between(first - key.Shift, last - key.Shift))
            yield return second + key.Shift;
    }

    public bool IsDueAt(long second) => Between(second, second).Any();

    /// <summary>Frees what it keeps in memory; it can still be asked.</summary>
    public void GiveUp() => due.GiveUp();

    public void Forget(long before) => due.Forget(before - key.Shift);
}
