namespace TaskScheduler.Core.Runs.Limits;

/// <summary>The limits in force, and how far each is used up. Runs that started before a limit was set do not count for it.</summary>
public sealed class RunLimits(HeldRuns held, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan window = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> running = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Queue<DateTimeOffset>> starts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ITimer> timers = new(StringComparer.Ordinal);
    private volatile IReadOnlyDictionary<string, RunLimit> limits = new Dictionary<string, RunLimit>(StringComparer.Ordinal);

    internal bool IsEmpty => limits.Count == 0;

    internal bool HasTags { get; private set; }

    public void Dispose()
    {
        lock (gate)
            foreach (var timer in timers.Values)
                timer.Dispose();
    }

    /// <summary>Puts these limits in force in place of all others; runs that waited may try again.</summary>
    public void Set(IEnumerable<RunLimit> wanted)
    {
        var before = limits;
        limits = wanted.ToDictionary(limit => limit.Key, StringComparer.Ordinal);
        HasTags = limits.Values.Any(limit => limit.Scope == LimitScope.Tag);
        foreach (var key in before.Keys.Union(limits.Keys, StringComparer.Ordinal))
            held.Release(key);
    }

    internal RunLimit? Find(LimitScope scope, string name) => limits.GetValueOrDefault(RunLimit.KeyOf(scope, name));

    internal int Running(string key)
    {
        lock (gate)
            return running.GetValueOrDefault(key);
    }

    internal int StartedWithinMinute(string key, DateTimeOffset now)
    {
        lock (gate)
            return Recent(key, now).Count;
    }

    /// <summary>Counts what a committed claim has let through, and lets others try for the places that are left.</summary>
    internal void Apply(Admission admission)
    {
        if (IsEmpty)
            return;
        lock (gate)
            foreach (var (key, count) in admission.Admitted)
            {
                running[key] = running.GetValueOrDefault(key) + count;
                var recent = Recent(key, admission.Now);
                for (var started = 0; started < count; started++)
                    recent.Enqueue(admission.Now);
            }

        ReleaseFree();
    }

    /// <summary>Gives back the places of a run that has ended.</summary>
    /// <param name="keys">The limits under which it counted.</param>
    internal void Ended(IReadOnlyList<string> keys)
    {
        if (keys.Count == 0)
            return;
        lock (gate)
            foreach (var key in keys)
                running[key] = Math.Max(0, running.GetValueOrDefault(key) - 1);
        ReleaseFree();
    }

    // One that was let go may have been cancelled meanwhile, or wait for something else by then: whoever claims calls again.
    private void ReleaseFree()
    {
        foreach (var limit in limits.Values)
            if (Free(limit) is > 0 and var free)
                held.Release(limit.Key, free);
    }

    private int Free(RunLimit limit)
    {
        lock (gate)
        {
            var places = limit.Concurrency is { } most ? most - running.GetValueOrDefault(limit.Key) : int.MaxValue;
            if (limit.PerMinute is not { } rate)
                return places;
            var now = time.GetUtcNow();
            var recent = Recent(limit.Key, now);
            if (recent.Count >= rate)
                WakeAt(limit.Key, recent.Peek() + window - now);
            return Math.Min(places, rate - recent.Count);
        }
    }

    private Queue<DateTimeOffset> Recent(string key, DateTimeOffset now)
    {
        if (!starts.TryGetValue(key, out var recent))
            starts.Add(key, recent = new());
        while (recent.TryPeek(out var oldest) && oldest <= now - window)
            recent.Dequeue();
        return recent;
    }

    private void WakeAt(string key, TimeSpan wait)
    {
        if (!timers.TryGetValue(key, out var timer))
            timers.Add(key, timer = time.CreateTimer(_ => ReleaseFree(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        timer.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait, Timeout.InfiniteTimeSpan);
    }
}
