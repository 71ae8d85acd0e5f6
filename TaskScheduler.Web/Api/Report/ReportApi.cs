using System.ComponentModel;
using System.Net.Mime;
using System.Text;
using TaskScheduler.Core.Reports;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Report;

/// <summary>Which report is asked for, as written in the URL.</summary>
public sealed record ReportQuery
{
    [Description("yesterday unless said, or custom when from and to are.")]
    public string? Period { get; init; }

    [Description("The first day, such as 2026-11-01, or the first instant: ISO 8601 with offset.")]
    public string? From { get; init; }

    [Description("The last day, such as 2026-11-30, or the first instant after the period.")]
    public string? To { get; init; }

    [Description("In which days begin and end: an IANA name, UTC unless said.")]
    public string? TimeZone { get; init; }

    [Description("html or csv, html unless said.")]
    public string? Format { get; init; }
}

/// <summary>Reports over REST.</summary>
public static class ReportApi
{
    public const string Tag = "Report";

    private enum Format
    {
        Html,
        Csv,
    }

    public static void MapReport(this RouteGroupBuilder api) => api.MapGet("/report", GetAsync).WithTags(Tag).WithName("getReport")
        .WithSummary("Download a report").WithDescription("Runs that ended in a period, by task and outcome, with durations, lateness and failures: as a page to read, or as a table with a line for each task.")
        .Produces(200, contentType: MediaTypeNames.Text.Html, additionalContentTypes: MediaTypeNames.Text.Csv).Refuses(400);

    private static async Task<IResult> GetAsync([AsParameters] ReportQuery asked, HttpContext http, ReportStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var format = read.Choice<Format>("format", asked.Format, [Format.Html, Format.Csv]) ?? Format.Html;
        var period = ReportPeriod.Read(QueryReader.Text(asked.Period), QueryReader.Text(asked.From), QueryReader.Text(asked.To), QueryReader.Text(asked.TimeZone), time.GetUtcNow());
        if (read.Faults.Count > 0 || !period.Succeeded)
            return Problems.Invalid([.. read.Faults, .. period.Faults]);
        var report = await store.ReadAsync(period.Value, cancellationToken);
        if (!report.Succeeded)
            return Problems.Of(report.Refusal.Value, report.Faults);
        // To be saved, never shown as a page of this site: its styles are its own.
        http.Response.Headers.ContentDisposition = $"attachment; filename=report.{JsonFormat.NameOf(format)}";
        return format == Format.Csv
            ? TypedResults.Text(ReportCsv.Of(report.Value), MediaTypeNames.Text.Csv, Encoding.UTF8)
            : TypedResults.Text(ReportHtml.Of(report.Value), MediaTypeNames.Text.Html, Encoding.UTF8);
    }
}
