using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Core.Runs.Retries;

/// <summary>What becomes of a run after an attempt.</summary>
/// <param name="State">An end state, or <see cref="RunState.Retrying"/>.</param>
/// <param name="RetryAt">When the next attempt may start; null exactly when the run has ended.</param>
/// <param name="Reason">Why, in words for a person; null when the state says it all.</param>
public sealed record NextStep(RunState State, DateTimeOffset? RetryAt, string? Reason)
{
    /// <summary>Longest that a server's word is waited for.</summary>
    private static readonly TimeSpan longestAdvice = TimeSpan.FromDays(1);

    /// <summary>The attempt's own end is the run's.</summary>
    public static NextStep End(RunState state, string? reason = null) => new(state, null, reason);

    /// <summary>Decides after an attempt that failed or timed out.</summary>
    /// <param name="state">How the attempt ended.</param>
    /// <param name="retried">How many retries the run has had by itself.</param>
    public static NextStep After(RunState state, RetryRule rule, RetryPlace run, int retried, Performance advice)
    {
        if (rule.Retries == 0)
            return End(state);
        if (advice.IsFinal)
            return End(RunState.DeadLettered, "It is not tried again: a further attempt would fail in the same way.");
        if (retried >= rule.Retries)
            return End(RunState.DeadLettered, rule.Retries == 1 ? "Its one retry is used up." : $"Its {rule.Retries} retries are used up.");
        var wait = rule.WaitBefore(retried + 1, Chance(run.RunId, retried));
        var asked = advice.RetryAfter is { } after && after > wait ? (after < longestAdvice ? after : longestAdvice) : (TimeSpan?)null;
        var at = run.Now + (asked ?? wait);
        if (rule.MaxAge is { } age && at > run.DueAt + age)
            return End(RunState.DeadLettered, "It is not tried again: the next attempt would come after its maximum age.");
        return new(RunState.Retrying, at, $"Retry {retried + 1} of {rule.Retries}{(asked is null ? "" : ", when the server asked for it")}.");
    }

    // From the run itself: runs that failed together do not wait the same time, and nothing has to be drawn by lot.
    private static double Chance(Guid runId, int retried) =>
        unchecked(BitConverter.ToUInt32(runId.ToByteArray(), 12) + ((uint)retried * 2_654_435_761)) / (double)uint.MaxValue;
}

/// <summary>The run that a step is decided for.</summary>
public readonly record struct RetryPlace(Guid RunId, DateTimeOffset DueAt, DateTimeOffset Now);
