using System.Globalization;
using System.Net;
using System.Text;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Reports;

/// <summary>A report as an HTML document for mail programs: tables, and styles on each element, because many of them know nothing else.</summary>
public static class ReportHtml
{
    /// <summary>What is read in a mail; the file beside it has more.</summary>
    public const int TasksShown = 100;

    private const string Body = "margin:0;padding:24px;background:#ffffff;color:#1f2630;font-family:Segoe UI,Helvetica,Arial,sans-serif;font-size:14px;line-height:20px";
    private const string Heading = "margin:24px 0 8px;font-size:16px;line-height:22px;color:#131922";
    private const string Table = "border-collapse:collapse;width:100%;font-size:13px;line-height:18px";
    private const string Head = "padding:6px 10px;border-bottom:2px solid #c6cdd6;color:#4a5464;font-weight:600;white-space:nowrap";
    private const string Cell = "padding:6px 10px;border-bottom:1px solid #e3e7ec;vertical-align:top";
    private const string Quiet = "color:#5b6573";

    public static string Of(RunReport report)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Text(ReportWords.Subject(report))}</title></head>\n<body style=\"{Body}\">\n");
        html.Append(CultureInfo.InvariantCulture, $"<h1 style=\"margin:0 0 4px;font-size:20px;line-height:28px;color:#131922\">Report: {Text(report.Period.Words)}</h1>\n");
        html.Append(CultureInfo.InvariantCulture, $"<p style=\"margin:0 0 4px;{Quiet}\">Runs that ended then, in {Text(report.Period.TimeZone)}.</p>\n<p style=\"margin:0\"><strong>{Text(ReportWords.Sentence(report))}</strong></p>\n");
        if (report.Total.Outcomes.Runs > 0)
            AddTables(html, report);
        html.Append(CultureInfo.InvariantCulture, $"<p style=\"margin:24px 0 0;font-size:12px;{Quiet}\">Made by TaskScheduler at {IsoText.Of(report.MadeAt)}. A percentile (p50, p95) is the length of time that so many of a hundred runs do not exceed. Lateness is how long after its time a first attempt started.</p>\n</body>\n</html>\n");
        return html.ToString();
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
        html.Append(CultureInfo.InvariantCulture, $"<h2 style=\"{Heading}\">{Text(heading)}</h2>\n<table style=\"{Table}\">\n<tr>");
        foreach (var (at, column) in columns.Index())
            html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\" style=\"{Head};text-align:{Side(at, columns)}\">{Text(column)}</th>");
        html.Append("</tr>\n");
        foreach (var row in rows)
        {
            html.Append("<tr>");
            foreach (var (at, cell) in row.Index())
                html.Append(CultureInfo.InvariantCulture, $"<td style=\"{Cell};text-align:{Side(at, columns)}\">{Text(cell)}</td>");
            html.Append("</tr>\n");
        }
        html.Append("</table>\n");
        if (below is not null)
            html.Append(CultureInfo.InvariantCulture, $"<p style=\"margin:8px 0 0;{Quiet}\">{Text(below)}</p>\n");
    }

    private static string Side(int at, string[] columns) => at == 0 || columns[at] is "Error" ? "left" : "right";

    // A title or an error may be anybody's: what is not printed is left out, and the rest is text and nothing else.
    private static string Text(string text) => WebUtility.HtmlEncode(string.Concat(text.Where(character => !char.IsControl(character) || character is '\n' or '\t')));
}
