namespace TaskScheduler.Core.Runs.Limits;

/// <summary>What a limit is about.</summary>
public enum LimitScope
{
    /// <summary>All runs of a task type.</summary>
    Type,

    /// <summary>All runs of tasks with a tag.</summary>
    Tag,
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
