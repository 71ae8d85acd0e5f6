using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Runs.Retries;

/// <summary>A retry rule as somebody wrote it, not yet checked; the fields are those of the JSON.</summary>
public sealed record RetryDraft
{
    /// <summary><c>none</c>, <c>fixed</c>, <c>exponential</c> or <c>list</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>ISO 8601 duration, for <c>fixed</c> and <c>exponential</c>.</summary>
    public string? Wait { get; init; }

    /// <summary>ISO 8601 duration, for <c>exponential</c>; absent means <c>PT1H</c>.</summary>
    public string? MaxWait { get; init; }

    /// <summary>For <c>fixed</c> and <c>exponential</c>; absent means 3.</summary>
    public int? Retries { get; init; }

    /// <summary>For <c>exponential</c>; absent means true.</summary>
    public bool? Jitter { get; init; }

    /// <summary>ISO 8601 durations, for <c>list</c>.</summary>
    public IReadOnlyList<string>? Waits { get; init; }

    /// <summary>ISO 8601 duration; absent means that age does not matter.</summary>
    public string? MaxAge { get; init; }

    /// <summary>The draft that gives <paramref name="rule"/> when checked.</summary>
    public static RetryDraft Of(RetryRule rule)
    {
        var draft = new RetryDraft { Kind = rule.Kind, MaxAge = rule.MaxAge is { } age ? IsoText.Of(age) : null };
        return rule switch
        {
            FixedRetry same => draft with { Wait = IsoText.Of(same.Wait), Retries = same.Count },
            ExponentialRetry growing => draft with { Wait = IsoText.Of(growing.Wait), MaxWait = IsoText.Of(growing.MaxWait), Retries = growing.Count, Jitter = growing.Jitter },
            ListedRetry listed => draft with { Waits = [.. listed.Waits.Select(IsoText.Of)] },
            _ => draft,
        };
    }
}
