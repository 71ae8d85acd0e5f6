namespace TaskScheduler.Core.Runs.Limits;

/// <summary>What a limit is about. The numbers are stored: never reuse one.</summary>
public enum LimitScope
{
    /// <summary>All runs of a task type.</summary>
    Type = 0,

    /// <summary>All runs of tasks with a tag.</summary>
    Tag = 1,
}

/// <summary>How many runs of a kind may run at once, and how many may start.</summary>
/// <param name="Name">Key of the task type, or the tag.</param>
/// <param name="Concurrency">1 to 10,000 runs at once; null when any number may.</param>
/// <param name="PerMinute">1 to 100,000 starts within any minute; null when any number may. Of types only.</param>
public sealed record RunLimit(LimitScope Scope, string Name, int? Concurrency, int? PerMinute)
{
    internal string Key => KeyOf(Scope, Name);

    internal static string KeyOf(LimitScope scope, string name) => $"{scope}:{name}";
}

/// <summary>How far a limit is used up.</summary>
/// <param name="Running">Runs that count for it now.</param>
/// <param name="Waiting">Runs that wait for it.</param>
/// <param name="Started">Runs that started within the last minute; null unless it limits that.</param>
public sealed record LimitUse(RunLimit Limit, int Running, int Waiting, int? Started);

/// <summary>The limits in force at one moment.</summary>
internal sealed class LimitSet(IReadOnlyCollection<RunLimit> limits)
{
    private readonly Dictionary<string, RunLimit> byKey = limits.ToDictionary(limit => limit.Key, StringComparer.Ordinal);

    public static LimitSet None { get; } = new([]);

    public IReadOnlyCollection<RunLimit> All => byKey.Values;

    public bool IsEmpty => byKey.Count == 0;

    public bool HasTags { get; } = limits.Any(limit => limit.Scope == LimitScope.Tag);

    public RunLimit? Find(string key) => byKey.GetValueOrDefault(key);
}
