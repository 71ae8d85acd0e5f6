using System.Globalization;
using TaskScheduler.Core.Runs;
using TaskScheduler.Web.Parts.Moments;

namespace TaskScheduler.Web.Parts.Runs;

/// <summary>What there is to say about a run besides its outcome.</summary>
public static class RunWords
{
    /// <summary>A task must start within ten seconds of its time.</summary>
    public const long LateMs = 10_000;

    public static string Lateness(long milliseconds) => milliseconds <= 0 ? "on time" : $"+{TimeWords.Length(milliseconds)}";

    /// <summary>Why it ended as it did, or that it stands for many; null when the outcome says it all.</summary>
    public static string? Note(Run run, TimeZoneInfo zone)
    {
        if (run.Occurrences > 1)
            return Many(run, zone);
        return run.Error ?? run.Reason;
    }

    public static string Trigger(RunTrigger trigger) => trigger switch
    {
        RunTrigger.Schedule => "By its schedule",
        RunTrigger.Webhook => "By a call of its secret address",
        RunTrigger.Chain => "By the end of another task's run",
        RunTrigger.CatchUp => "To catch up on what was missed",
        _ => "Run now, by a person",
    };

    private static string Many(Run run, TimeZoneInfo zone)
    {
        var last = run.LastDueAt ?? run.DueAt;
        var (first, until) = (TimeZoneInfo.ConvertTime(run.DueAt, zone), TimeZoneInfo.ConvertTime(last, zone));
        var format = first.Date == until.Date ? "HH:mm" : "d MMM HH:mm";
        return string.Create(CultureInfo.InvariantCulture, $"Missed {run.Occurrences:N0} occurrences, {first.ToString(format, CultureInfo.InvariantCulture)} to {until.ToString(format, CultureInfo.InvariantCulture)}");
    }
}
