using System.Globalization;
using System.Text;

namespace TaskScheduler.Core.Reports;

/// <summary>A report as a table: one line for each task, lengths of time in milliseconds.</summary>
public static class ReportCsv
{
    private static readonly string[] columns =
    [
        "taskId", "title", "type", "runs", "succeeded", "failed", "timedOut", "cancelled", "skipped", "missed", "deadLettered",
        "averageMs", "p50Ms", "p95Ms", "maxMs", "latenessAverageMs", "latenessP50Ms", "latenessP95Ms", "latenessMaxMs",
    ];

    public static string Of(RunReport report)
    {
        var text = new StringBuilder(CsvLine.Of(columns));
        foreach (var task in report.Tasks)
            text.Append(CsvLine.Of(Cells(task)));
        return text.ToString();
    }

    private static IEnumerable<string?> Cells(TaskFigures task)
    {
        var outcomes = task.Figures.Outcomes;
        long[] counts = [outcomes.Runs, outcomes.Succeeded, outcomes.Failed, outcomes.TimedOut, outcomes.Cancelled, outcomes.Skipped, outcomes.Missed, outcomes.DeadLettered];
        return [task.TaskId.ToString(), task.Title, task.Type, .. counts.Select(count => Number(count)), .. Cells(task.Figures.Durations), .. Cells(task.Figures.Lateness)];
    }

    private static IEnumerable<string?> Cells(Spread? spread) => [Number(spread?.Average), Number(spread?.P50), Number(spread?.P95), Number(spread?.Max)];

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
