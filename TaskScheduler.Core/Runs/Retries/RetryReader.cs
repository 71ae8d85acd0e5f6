using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Runs.Retries;

/// <summary>Turns what somebody wrote into a retry rule, or says what is wrong with it.</summary>
internal static class RetryReader
{
    private const int DefaultRetries = 3;

    private static readonly TimeSpan defaultWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan defaultMaxWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan shortestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan longestAge = TimeSpan.FromDays(365);

    /// <summary>Adds faults whose fields start with <c>retry</c>; what is returned besides them means nothing.</summary>
    public static RetryRule Read(RetryDraft? draft, ICollection<Fault> faults)
    {
        if (draft is null)
            return RetryRule.Default;
        var maxAge = draft.MaxAge is null ? (TimeSpan?)null : Duration("retry.maxAge", draft.MaxAge, shortestWait, longestAge, faults);
        switch (draft.Kind?.Trim().ToLowerInvariant())
        {
            case "none":
                return new NoRetry();
            case "fixed":
                return new FixedRetry(Wait(draft, faults), Count(draft, faults), maxAge);
            case null or "" or "exponential":
                return Exponential(draft, maxAge, faults);
            case "list":
                return new ListedRetry(Waits(draft.Waits ?? [], faults), maxAge);
            default:
                faults.Add(new("retry.kind", "Write none, fixed, exponential or list."));
                return RetryRule.Default;
        }
    }

    private static ExponentialRetry Exponential(RetryDraft draft, TimeSpan? maxAge, ICollection<Fault> faults)
    {
        var wait = Wait(draft, faults);
        var longest = string.IsNullOrWhiteSpace(draft.MaxWait)
            ? wait > defaultMaxWait ? wait : defaultMaxWait
            : Duration("retry.maxWait", draft.MaxWait, shortestWait, RetryRule.LongestWait, faults);
        if (longest < wait && faults.All(fault => fault.Field is not ("retry.maxWait" or "retry.wait")))
            faults.Add(new("retry.maxWait", "The longest wait is shorter than the first one; make it at least as long."));
        return new(wait, longest, Count(draft, faults), draft.Jitter ?? true, maxAge);
    }

    private static TimeSpan Wait(RetryDraft draft, ICollection<Fault> faults) =>
        string.IsNullOrWhiteSpace(draft.Wait) ? defaultWait : Duration("retry.wait", draft.Wait, shortestWait, RetryRule.LongestWait, faults);

    private static int Count(RetryDraft draft, ICollection<Fault> faults)
    {
        var count = draft.Retries ?? DefaultRetries;
        if (count is < 1 or > RetryRule.MostRetries)
            faults.Add(new("retry.retries", $"Write a number of retries from 1 to {RetryRule.MostRetries}; for none, write the kind none."));
        return count;
    }

    private static List<TimeSpan> Waits(IReadOnlyList<string> texts, ICollection<Fault> faults)
    {
        if (texts.Count is 0 or > RetryRule.MostRetries)
            faults.Add(new("retry.waits", $"Write 1 to {RetryRule.MostRetries} waits, as PT10S, PT1M and PT10M; each is one retry."));
        var waits = new List<TimeSpan>(texts.Count);
        foreach (var text in texts.Take(RetryRule.MostRetries))
        {
            var before = faults.Count;
            waits.Add(Duration("retry.waits", text, shortestWait, RetryRule.LongestWait, faults));
            if (faults.Count > before)
                break;
        }

        return waits;
    }

    private static TimeSpan Duration(string field, string? text, TimeSpan least, TimeSpan most, ICollection<Fault> faults)
    {
        if (!IsoText.TryReadDuration(text?.Trim() ?? "", out var duration))
            faults.Add(new(field, $"'{text}' is no ISO 8601 duration; write for example PT30S or PT5M."));
        else if (duration < least || duration > most)
            faults.Add(new(field, $"It has to lie between {IsoText.Of(least)} and {IsoText.Of(most)}."));
        return duration;
    }
}
