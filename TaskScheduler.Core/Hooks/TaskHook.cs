namespace TaskScheduler.Core.Hooks;

/// <summary>The secret address of a task, by which another program starts it. The secret itself is kept nowhere.</summary>
/// <param name="CreatedAt">When it was made or last renewed.</param>
/// <param name="LastUsedAt">When it last started a run, true to a minute; null while it has not.</param>
public sealed record TaskHook(DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt);

/// <summary>What there is to know of a task's secret address.</summary>
/// <param name="Hook">Null when it has none.</param>
/// <param name="MayChange">Whether the one who asks may make, renew and remove it.</param>
public sealed record HookView(TaskHook? Hook, bool MayChange);

/// <summary>A secret that was just made: this is the only time it is seen.</summary>
public sealed record NewHook(string Secret, DateTimeOffset CreatedAt)
{
    // A record would say its secret wherever it is written to a log.
    public override string ToString() => $"A secret of {CreatedAt:O}";
}
