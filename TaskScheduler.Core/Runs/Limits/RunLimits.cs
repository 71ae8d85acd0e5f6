namespace TaskScheduler.Core.Runs.Limits;

/// <summary>The limits in force, and how far each is used up. Runs that started before a limit was set do not count for it.</summary>
public sealed class RunLimits(HeldRuns held, TimeProvider time) : IDisposable
{
    /// <summary>Within which starts are counted.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> running = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Queue<DateTimeOffset>> starts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ITimer> timers = new(StringComparer.Ordinal);
    private volatile LimitSet limits = LimitSet.None;

    internal LimitSet InForce => limits;

    public void Dispose()
    {
        lock (gate)
            foreach (var timer in timers.Values)
                timer.Dispose();
    }

    /// <summary>Puts these limits in force in place of all others; runs that waited for one that is another now may try again.</summary>
    public void Set(IReadOnlyCollection<RunLimit> wanted)
    {
        var before = limits;
        limits = new(wanted);
        ReleaseOutdated(before.All);
    }

    /// <summary>How far each limit in force is used up at this moment.</summary>
    public IReadOnlyList<LimitUse> Uses()
    {
        var now = time.GetUtcNow();
        return [.. limits.All.Select(limit => new LimitUse(limit, Running(limit.Key), held.Waiting(limit.Key), limit.PerMinute is null ? null : StartedWithinMinute(limit.Key, now)))];
    }

    /// <summary>Counts what was started before this program.</summary>
    /// <param name="earlier">The first first.</param>
    internal void Remember(RunLimit limit, IReadOnlyList<DateTimeOffset> earlier)
    {
        lock (gate)
            starts[limit.Key] = new(earlier);
    }

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
        lock (gate)
            foreach (var (key, count) in admission.Admitted)
            {
                running[key] = running.GetValueOrDefault(key) + count;
                if (limits.Find(key)?.PerMinute is null)
                    continue;
                var recent = Recent(key, admission.Now);
                for (var started = 0; started < count; started++)
                    recent.Enqueue(admission.Now);
            }

        // A limit that was changed between the claim and its commit has let nobody go who waits for it only now.
        ReleaseOutdated(admission.Refused);
        ReleaseFree();
    }

    /// <summary>Gives back the places of runs that have ended.</summary>
    /// <param name="keys">The limits under which they counted, one for each run.</param>
    internal void Ended(IReadOnlyCollection<string> keys)
    {
        if (keys.Count == 0)
            return;
        lock (gate)
            foreach (var key in keys)
            {
                var left = running.GetValueOrDefault(key) - 1;
                if (left > 0)
                    running[key] = left;
                else
                    running.Remove(key);
            }

        ReleaseFree();
    }

    private void ReleaseOutdated(IEnumerable<RunLimit> before)
    {
        foreach (var limit in before)
            if (limits.Find(limit.Key) != limit)
                held.Release(limit.Key);
    }

    // One that was let go may have been cancelled meanwhile, or wait for something else by then: whoever claims calls again.
    private void ReleaseFree()
    {
        foreach (var limit in limits.All)
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
                WakeAt(limit.Key, recent.Peek() + Window - now);
            return Math.Min(places, rate - recent.Count);
        }
    }

    private Queue<DateTimeOffset> Recent(string key, DateTimeOffset now)
    {
        if (!starts.TryGetValue(key, out var recent))
            starts.Add(key, recent = new());
        while (recent.TryPeek(out var oldest) && oldest <= now - Window)
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
