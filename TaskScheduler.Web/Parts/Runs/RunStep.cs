using TaskScheduler.Core.Runs;
using TaskScheduler.Web.Parts.Moments;
using TaskScheduler.Web.Parts.States;

namespace TaskScheduler.Web.Parts.Runs;

/// <summary>One thing that happened to a run.</summary>
/// <param name="Look">The state it came to; null where <paramref name="What"/> says what happened.</param>
public sealed record RunStep(DateTimeOffset At, string What, StateLook? Look = null, int? Attempt = null, string? Note = null)
{
    /// <summary>In the order in which they happened.</summary>
    public static IEnumerable<RunStep> Of(Run run, IReadOnlyList<EarlierAttempt> earlier)
    {
        var numbered = earlier.Count > 0;
        yield return new(run.DueAt, "Due");
        foreach (var attempt in earlier.OrderBy(attempt => attempt.Attempt))
        {
            if (attempt.StartedAt is { } began)
                yield return new(began, "Started", Attempt: attempt.Attempt);
            if (attempt.EndedAt is { } over)
                yield return new(over, "Ended", StateLook.Of(attempt.State), attempt.Attempt, attempt.Error ?? attempt.Reason);
        }
        if (run.StartedAt is { } started)
            yield return new(started, "Started", Attempt: numbered ? run.Attempt : null, Note: numbered || run.LatenessMs is not > 0 ? null : $"{TimeWords.Length(run.LatenessMs.Value)} after it was due");
        if (run.EndedAt is { } ended)
            yield return new(ended, "Ended", StateLook.Of(run.State), numbered ? run.Attempt : null, run.ElapsedMs is { } elapsed ? $"took {TimeWords.Length(elapsed)}" : null);
    }
}
