using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Core.Runs.Limits;

/// <summary>
/// Holds a batch of runs against the limits, counting those it has let through. Nothing counts for others before
/// <see cref="RunLimits.Apply"/>, so that a claim that is not committed leaves no trace.
/// </summary>
internal sealed class Admission(RunLimits limits, DateTimeOffset now)
{
    private readonly Dictionary<string, int> admitted = new(StringComparer.Ordinal);

    public DateTimeOffset Now => now;

    public IReadOnlyDictionary<string, int> Admitted => admitted;

    /// <summary>What a run of this kind would have to wait for; null when it may start.</summary>
    /// <param name="tags">As they are stored with the task.</param>
    public WaitsFor? Refuses(string type, string tags)
    {
        foreach (var limit in Applying(type, tags))
        {
            var already = admitted.GetValueOrDefault(limit.Key);
            if (limit.Concurrency is { } most && limits.Running(limit.Key) + already >= most)
                return new(limit.Key, $"a free place: {Of(limit)}, {English.Count(most, "run")} may run at once");
            if (limit.PerMinute is { } rate && limits.StartedWithinMinute(limit.Key, now) + already >= rate)
                return new(limit.Key, $"its turn: {Of(limit)}, {rate} may start in a minute");
        }

        return null;
    }

    /// <summary>Counts a run that starts; returns the limits under which it counts until it ends.</summary>
    public IReadOnlyList<string> Admit(string type, string tags)
    {
        if (limits.IsEmpty)
            return [];
        List<string> keys = [.. Applying(type, tags).Select(limit => limit.Key)];
        foreach (var key in keys)
            admitted[key] = admitted.GetValueOrDefault(key) + 1;
        return keys;
    }

    private static string Of(RunLimit limit) => limit.Scope == LimitScope.Type ? $"of the type '{limit.Name}'" : $"of tasks with the tag '{limit.Name}'";

    private IEnumerable<RunLimit> Applying(string type, string tags)
    {
        if (limits.IsEmpty)
            yield break;
        if (limits.Find(LimitScope.Type, type) is { } ofType)
            yield return ofType;
        if (!limits.HasTags || tags.Length <= "[]".Length)
            yield break;
        foreach (var tag in TaskRows.Tags(tags))
            if (limits.Find(LimitScope.Tag, tag) is { } ofTag)
                yield return ofTag;
    }
}
