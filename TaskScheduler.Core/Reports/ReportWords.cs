using System.Globalization;

namespace TaskScheduler.Core.Reports;

/// <summary>What a report says outside of the program's own pages.</summary>
internal static class ReportWords
{
    private const int SecondMs = 1_000;
    private const int MinuteMs = 60_000;
    private const int HourMs = 3_600_000;

    public static string Subject(RunReport report) => $"Report: {report.Period.Words}";

    /// <summary>As "1,204 runs, 98.2 % of them succeeded, 12 failed".</summary>
    public static string Sentence(RunReport report)
    {
        var outcomes = report.Total.Outcomes;
        return outcomes.Runs == 0
            ? "No run ended in this time."
            : $"{Count(outcomes.Runs, "run")} of {Count(report.TaskCount, "task")}: {Share(outcomes.Succeeded, outcomes.Runs)} succeeded, {Count(outcomes.Failures)} failed.";
    }

    /// <summary>What is not in a table that has an end; null when everything is.</summary>
    public static string? Rest(RunReport report, int shown) => report.TaskCount > shown
        ? $"{Count(report.TaskCount - shown)} more {(report.TaskCount - shown == 1 ? "task is" : "tasks are")} not in this table{(report.Tasks.Count > shown ? "; the attached one has more of them" : "")}."
        : null;

    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>As "1 run", "1,204 runs".</summary>
    public static string Count(long number, string unit) => $"{Count(number)} {unit}{(number == 1 ? "" : "s")}";

    /// <summary>As "12 ms", "1.2 s", "3 min 20 s", "2 h 5 min"; "–" for none.</summary>
    public static string Length(long? milliseconds) => milliseconds switch
    {
        null => "–",
        < SecondMs => string.Create(CultureInfo.InvariantCulture, $"{milliseconds} ms"),
        < MinuteMs => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 100 / 10.0:0.0} s"),
        < HourMs => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / MinuteMs} min {milliseconds / SecondMs % 60} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / HourMs} h {milliseconds / MinuteMs % 60} min"),
    };

    // Never rounded up to 100 %: one failure among many is seen.
    private static string Share(long part, long whole) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(part * 1000.0 / whole) / 10:0.#} %");
}
