using System.Globalization;
using System.Text;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Reports;

/// <summary>A report as plain text, for mail programs that don't show HTML.</summary>
public static class ReportText
{
    private const int TasksShown = 50;
    private const int FailuresShown = 20;

    public static string Of(RunReport report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Report: {report.Period.Words} ({report.Period.TimeZone})\n\n{ReportWords.Sentence(report)}\n");
        if (report.Total.Outcomes.Runs == 0)
            return text.ToString();
        text.Append("\nRuns by task\n");
        foreach (var task in report.Tasks.Take(TasksShown))
            text.Append(CultureInfo.InvariantCulture, $"* {Line(task.Title)}: {Figures(task.Figures)}\n");
        text.Append(CultureInfo.InvariantCulture, $"* All tasks: {Figures(report.Total)}\n");
        if (ReportWords.Rest(report, Math.Min(report.Tasks.Count, TasksShown)) is { } rest)
            text.Append(rest).Append('\n');
        if (report.Failures.Count > 0)
            text.Append("\nFailures\n");
        foreach (var failure in report.Failures.Take(FailuresShown))
            text.Append(CultureInfo.InvariantCulture, $"* {Line(failure.Title)}, {ReportWords.Count(failure.Count, "time")}, last at {IsoText.Of(TimeZoneInfo.ConvertTime(failure.LastAt, ZoneNames.Find(report.Period.TimeZone)))}: {Line(failure.Error)}\n");
        return text.ToString();
    }

    private static string Figures(RunFigures of)
    {
        var outcomes = of.Outcomes;
        var parts = new (long Count, string Words)[]
        {
            (outcomes.Succeeded, "succeeded"), (outcomes.Failed, "failed"), (outcomes.TimedOut, "timed out"), (outcomes.Cancelled, "cancelled"),
            (outcomes.Skipped, "skipped"), (outcomes.Missed, "missed"), (outcomes.DeadLettered, "dead letters"),
        };
        var ended = string.Join(", ", parts.Where(part => part.Count > 0).Select(part => $"{ReportWords.Count(part.Count)} {part.Words}"));
        var took = of.Durations is { } spread ? $"; took {ReportWords.Length(spread.Average)} on average, p95 {ReportWords.Length(spread.P95)}, at most {ReportWords.Length(spread.Max)}" : "";
        var late = of.Lateness is { } lateness ? $"; at most {ReportWords.Length(lateness.Max)} late" : "";
        return $"{ReportWords.Count(outcomes.Runs, "run")}, {ended}{took}{late}";
    }

    private static string Line(string text) => string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
}
