using System.Globalization;
using TaskScheduler.Core.Runs.Retries;

namespace TaskScheduler.Core.Tasks.Execution;

/// <summary>Says how runs of a task are executed, as "3 retries, after about 10 s, 20 s and 40 s".</summary>
public static class ExecutionWords
{
    /// <summary>Where in its range a wait with jitter lies that is said as it is written.</summary>
    private const double MiddleOfRange = 0.5;

    private const int SaidWaits = 4;

    /// <summary>All of it as one line.</summary>
    public static string Of(ExecutionRules rules) => English.Capitalized($"{Of(rules.Retry)}; {Of(rules.Overlap)}; {Of(rules.Recovery)}; {Of(rules.Priority)}.");

    public static string Of(RetryRule rule)
    {
        var age = rule.MaxAge is { } most ? $", none later than {Length(most)} after it was due" : "";
        return rule switch
        {
            FixedRetry same => $"{Count(same)}, {(same.Retries == 1 ? "" : "each ")}after {Length(same.Wait)}{age}",
            ExponentialRetry { Jitter: true } => $"{Count(rule)}, after about {Waits(rule)}{age}",
            ExponentialRetry or ListedRetry => $"{Count(rule)}, after {Waits(rule)}{age}",
            _ => "no retries",
        };
    }

    public static string Of(Overlap overlap) => overlap switch
    {
        Overlap.Skip => "is skipped while its previous run is running",
        Overlap.Allow => "runs beside its previous run",
        Overlap.CancelPrevious => "cancels its previous run",
        _ => "waits while its previous run is running",
    };

    public static string Of(Recovery recovery) => recovery == Recovery.MarkAsLost ? "a lost run ends as failed" : "a lost run is tried again once";

    public static string Of(Priority priority) => $"{priority.ToString().ToLowerInvariant()} priority";

    /// <summary>When each retry would come, counted from the end of the first attempt, if attempts took no time.</summary>
    public static IEnumerable<(int Retry, TimeSpan Wait, TimeSpan After)> Preview(RetryRule rule)
    {
        var after = TimeSpan.Zero;
        for (var retry = 1; retry <= rule.Retries; retry++)
        {
            var wait = rule.WaitBefore(retry, MiddleOfRange);
            after += wait;
            yield return (retry, wait, after);
        }
    }

    /// <summary>As "10 s", "1 min 30 s", "2 h".</summary>
    public static string Length(TimeSpan length)
    {
        var parts = new[] { (length.Days, "d"), (length.Hours, "h"), (length.Minutes, "min") }.Where(part => part.Item1 > 0).Select(part => $"{part.Item1} {part.Item2}").ToList();
        var seconds = (decimal)(length.Ticks % TimeSpan.TicksPerMinute) / TimeSpan.TicksPerSecond;
        if (seconds > 0 || parts.Count == 0)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{seconds:0.###} s"));
        return string.Join(' ', parts);
    }

    private static string Count(RetryRule rule) => rule.Retries == 1 ? "1 retry" : $"{rule.Retries} retries";

    private static string Waits(RetryRule rule)
    {
        var waits = Preview(rule).Take(SaidWaits).Select(retry => Length(retry.Wait)).ToList();
        return rule.Retries <= SaidWaits
            ? English.List(waits)
            : $"{string.Join(", ", waits)} and so on, up to {Length(Preview(rule).Max(retry => retry.Wait))}";
    }
}
