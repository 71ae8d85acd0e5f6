using System.Globalization;
using TaskScheduler.Core.Forecasting;
using TaskScheduler.Core.Forecasting.WhatIf;
using TaskScheduler.Web.Parts.Moments;

namespace TaskScheduler.Web.Pages.Tasks.Load;

/// <summary>What saving a task would do to the load, in sentences.</summary>
public sealed class LoadChangeWords(WhatIfAnswer answer, TimeZoneInfo zone)
{
    /// <summary>As "36 runs more, each about 1.2 s".</summary>
    public string Runs
    {
        get
        {
            string[] parts = [Part(answer.Gained, "more"), Part(answer.Lost, "fewer"), Part(answer.Moved, "at another time")];
            var said = string.Join(", ", parts.Where(part => part.Length > 0));
            return $"{(said.Length == 0 ? "As many runs as before, at the same times" : said)}. Each takes about {TimeWords.Length(answer.ComputeMs)}.";
        }
    }

    /// <summary>The busiest time before and after.</summary>
    public string Busiest => (answer.PeakBefore, answer.PeakAfter) switch
    {
        (_, null) => "Nothing is due any more.",
        (null, var after) => $"The busiest time would be {Said(after)}.",
        (var before, var after) when before == after => $"The busiest time stays {Said(after)}.",
        var (before, after) => $"The busiest time is {Said(before)} now, and would be {Said(after)}.",
    };

    /// <summary>Whether those that run are enough.</summary>
    public string Instances => answer switch
    {
        { NeedsMore: true } => $"This would need {Count(answer.After.Needed, "instance")}; {Count(answer.After.Running, "instance")} {(answer.After.Running == 1 ? "runs" : "run")}.",
        { Fits: false } => "When this task is due, more instances are needed than run.",
        { After.Needed: var needed } when needed > answer.After.Running => $"There is room at its own times. Elsewhere {Count(needed, "instance")} are needed, as before.",
        _ => $"{Count(answer.After.Running, "running instance")} {(answer.After.Running == 1 ? "is" : "are")} enough.",
    };

    /// <summary>As "14:07, 2 min later".</summary>
    public static string Of(FreeSlot slot, TimeZoneInfo zone) =>
        $"{ForecastWords.Clock(slot.DueAt, zone)}, {TimeWords.Length((long)slot.Shift.Duration().TotalMilliseconds)} {(slot.Shift < TimeSpan.Zero ? "earlier" : "later")}";

    private string Said(LoadPoint load) => $"{ForecastWords.Clock(load.DueAt, zone)} with {TimeWords.Length(load.ComputeMs)} of compute";

    private static string Part(int count, string words) => count == 0 ? "" : $"{Count(count, "run")} {words}";

    private static string Count(int count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {unit}{(count == 1 ? "" : "s")}");
}
