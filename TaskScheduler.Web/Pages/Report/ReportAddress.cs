using TaskScheduler.Core;
using TaskScheduler.Core.Reports;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.Report;

/// <summary>Which report the page shows, as its address says it.</summary>
public sealed record ReportAddress
{
    public const string Path = "report";

    public string Period { get; init; } = ReportPeriod.PastSevenDays;

    /// <summary>The first day, as the browser's date fields write it.</summary>
    public string? From { get; init; }

    /// <summary>The last day.</summary>
    public string? To { get; init; }

    /// <summary>IANA name; null means the browser's.</summary>
    public string? TimeZone { get; init; }

    public static ReportAddress Of(string uri)
    {
        var query = AddressQuery.Of(uri);
        return new()
        {
            Period = query.Text("period") is { } period && ReportPeriod.Choices.Contains(period, StringComparer.Ordinal) ? period : ReportPeriod.PastSevenDays,
            From = query.Text("from"),
            To = query.Text("to"),
            TimeZone = query.Text("timeZone"),
        };
    }

    /// <summary>How a period is called on the page.</summary>
    public static string WordsOf(string period) => period switch
    {
        ReportPeriod.Yesterday => "Yesterday",
        ReportPeriod.Today => "Today",
        ReportPeriod.PastSevenDays => "Past 7 days, with today",
        ReportPeriod.LastSevenDays => "7 days before today",
        ReportPeriod.LastWeek => "Last week (Monday to Sunday)",
        ReportPeriod.LastMonth => "Last month",
        _ => "Between two days",
    };

    public Result<ReportPeriod> Read(string browserZone, DateTimeOffset now) => ReportPeriod.Read(Period, From, To, TimeZone ?? browserZone, now);

    public string ToUri() => AddressQuery.Address(Path, Parts);

    /// <summary>Where this report is downloaded.</summary>
    public string DownloadUri(string browserZone, string format) => AddressQuery.Address("api/report", [.. (this with { TimeZone = TimeZone ?? browserZone }).Parts, ("format", format)]);

    private IEnumerable<(string Name, string? Value)> Parts =>
    [
        ("period", Period), ("from", Period == ReportPeriod.Custom ? From : null), ("to", Period == ReportPeriod.Custom ? To : null), ("timeZone", TimeZone),
    ];
}
