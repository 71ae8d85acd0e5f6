using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Core.Runs.Limits;

/// <summary>
/// Holds a batch of runs against the limits, counting those it has let through. Nothing counts for others before
/// <see cref="RunLimits.Apply"/>, so that a claim that is not committed leaves no trace.
/// </summary>
internal sealed class Admission(RunLimits limits, HeldRuns held, DateTimeOffset now)
{
    private readonly LimitSet inForce = limits.InForce;
    private readonly Dictionary<string, int> admitted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> tried = new(StringComparer.Ordinal);
    private readonly HashSet<string> refused = new(StringComparer.Ordinal);

    public DateTimeOffset Now => now;

    public IReadOnlyDictionary<string, int> Admitted => admitted;

    /// <summary>The limits for which runs were told to wait.</summary>
    public IEnumerable<RunLimit> Refused => refused.Select(key => inForce.Find(key)!);

    /// <summary>Whether a run has waited before, for a limit or for another run of its task.</summary>
    public bool HasWaited(Guid runId) => held.TrialOf(runId) is not null;

    /// <summary>What a run of this kind would have to wait for; null when it may start.</summary>
    /// <param name="tags">As they are stored with the task.</param>
    public WaitsFor? Refuses(Guid runId, string type, string tags)
    {
        if (inForce.IsEmpty)
            return null;
        var trial = held.TrialOf(runId);
        if (trial is not null)
            tried[trial] = tried.GetValueOrDefault(trial) + 1;
        foreach (var limit in Applying(type, tags))
            if (WhyNot(limit, isNew: trial is null) is { } words)
            {
                refused.Add(limit.Key);
                return new(limit.Key, words);
            }

        return null;
    }

    /// <summary>Counts a run that starts; returns the limits under which it counts until it ends.</summary>
    public IReadOnlyList<string> Admit(string type, string tags)
    {
        if (inForce.IsEmpty)
            return [];
        List<string> keys = [.. Applying(type, tags).Select(limit => limit.Key)];
        foreach (var key in keys)
            admitted[key] = admitted.GetValueOrDefault(key) + 1;
        return keys;
    }

    // Who has just come does not take the place that was offered to one that waited. Among those on trial nobody steps back: two would do so for each other for ever.
    private string? WhyNot(RunLimit limit, bool isNew)
    {
        var taken = admitted.GetValueOrDefault(limit.Key) + (isNew ? Math.Max(0, held.OnTrial(limit.Key) - tried.GetValueOrDefault(limit.Key)) : 0);
        if (limit.Concurrency is { } most && limits.Running(limit.Key) + taken >= most)
            return $"a free place: {Of(limit)}, {English.Count(most, "run")} may run at once";
        return limit.PerMinute is { } rate && limits.StartedWithinMinute(limit.Key, now) + taken >= rate
            ? $"its turn: {Of(limit)}, {rate} may start in a minute"
            : null;
    }

    private static string Of(RunLimit limit) => limit.Scope == LimitScope.Type ? $"of the type '{limit.Name}'" : $"of tasks with the tag '{limit.Name}'";

    private IEnumerable<RunLimit> Applying(string type, string tags)
    {
        if (inForce.Find(RunLimit.KeyOf(LimitScope.Type, type)) is { } ofType)
            yield return ofType;
        if (!inForce.HasTags || tags.Length <= "[]".Length)
            yield break;
        foreach (var tag in TaskRows.Tags(tags))
            if (inForce.Find(RunLimit.KeyOf(LimitScope.Tag, tag)) is { } ofTag)
                yield return ofTag;
    }
}
