using System.Globalization;
using System.Text;
using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Reports;

/// <summary>A report as an HTML document for mail programs: tables, and styles on each element, because many of them know nothing else.</summary>
public static class ReportHtml
{
    /// <summary>What is read in a mail; the file beside it has more.</summary>
    public const int TasksShown = 100;

    private const string Table = "border-collapse:collapse;width:100%;font-size:13px;line-height:18px";
    private const string Head = "padding:6px 10px;border-bottom:2px solid #c6cdd6;color:#4a5464;font-weight:600;white-space:nowrap";
    private const string Cell = "padding:6px 10px;border-bottom:1px solid #e3e7ec;vertical-align:top";
    private const string Quiet = "color:#5b6573";

    public static string Of(RunReport report) => MailHtml.Document(ReportWords.Subject(report), ContentOf(report));

    /// <summary>What stands in the document.</summary>
    public static string ContentOf(RunReport report)
    {
        var html = new StringBuilder(MailHtml.Title($"Report: {report.Period.Words}"));
        html.Append(CultureInfo.InvariantCulture, $"<p style=\"margin:0 0 4px;{Quiet}\">Runs that ended then, in {MailHtml.Text(report.Period.TimeZone)}.</p>\n<p style=\"margin:0\"><strong>{MailHtml.Text(ReportWords.Sentence(report))}</strong></p>\n");
        if (report.Total.Outcomes.Runs > 0)
            AddTables(html, report);
        return html.Append(MailHtml.Small($"Made by TaskScheduler at {IsoText.Of(report.MadeAt)}. A percentile (p50, p95) is the length of time that so many of a hundred runs do not exceed, within 3.2 %. Lateness is how long after its time a first attempt started.")).ToString();
    }

    private static void AddTables(StringBuilder html, RunReport report)
    {
        var shown = report.Tasks.Take(TasksShown).ToList();
        var rest = ReportWords.Rest(report, shown.Count);
        AddTable(html, "Runs by task and outcome", ["Task", "Runs", "Succeeded", "Failed", "Timed out", "Cancelled", "Skipped", "Missed", "Dead letters"], [.. shown.Select(task => Outcomes(task.Title, task.Figures.Outcomes)), Outcomes("All tasks", report.Total.Outcomes)], rest);
        AddTable(html, "Durations", ["Task", "Average", "p50", "p95", "Longest"], [.. shown.Select(task => Lengths(task.Title, task.Figures.Durations)), Lengths("All tasks", report.Total.Durations)], null);
        AddTable(html, "Lateness", ["Task", "Average", "p50", "p95", "Longest"], [.. shown.Select(task => Lengths(task.Title, task.Figures.Lateness)), Lengths("All tasks", report.Total.Lateness)], null);
        if (report.Failures.Count > 0)
            AddTable(html, "Failures", ["Task", "Times", "Last", "Error"], [.. report.Failures.Select(failure => Failure(failure, report.Period.TimeZone))], null);
    }

    private static string[] Outcomes(string title, OutcomeCounts of) =>
        [title, .. new[] { of.Runs, of.Succeeded, of.Failed, of.TimedOut, of.Cancelled, of.Skipped, of.Missed, of.DeadLettered }.Select(ReportWords.Count)];

    private static string[] Lengths(string title, Spread? of) => [title, .. new[] { of?.Average, of?.P50, of?.P95, of?.Max }.Select(ReportWords.Length)];

    private static string[] Failure(FailureFigures failure, string timeZone) =>
        [failure.Title, ReportWords.Count(failure.Count), TimeZoneInfo.ConvertTime(failure.LastAt, ZoneNames.Find(timeZone)).ToString("d MMM HH:mm", CultureInfo.InvariantCulture), failure.Error];

    private static void AddTable(StringBuilder html, string heading, string[] columns, IEnumerable<string[]> rows, string? below)
    {
        html.Append(MailHtml.Heading(heading)).Append(CultureInfo.InvariantCulture, $"<table style=\"{Table}\">\n<tr>");
        foreach (var (at, column) in columns.Index())
            html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\" style=\"{Head};text-align:{Side(at, columns)}\">{MailHtml.Text(column)}</th>");
        html.Append("</tr>\n");
        foreach (var row in rows)
        {
            html.Append("<tr>");
            foreach (var (at, cell) in row.Index())
                html.Append(CultureInfo.InvariantCulture, $"<td style=\"{Cell};text-align:{Side(at, columns)}\">{MailHtml.Text(cell)}</td>");
            html.Append("</tr>\n");
        }
        html.Append("</table>\n");
        if (below is not null)
            html.Append(CultureInfo.InvariantCulture, $"<p style=\"margin:8px 0 0;{Quiet}\">{MailHtml.Text(below)}</p>\n");
    }

    private static string Side(int at, string[] columns) => at == 0 || columns[at] is "Error" ? "left" : "right";
}
