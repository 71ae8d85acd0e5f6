using System.Globalization;
using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Metrics.Ranking;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.Metrics;

/// <summary>All that the page shows, as its address says it.</summary>
public sealed record MetricsAddress
{
    public const string Path = "task-metrics";

    private const int DefaultPageSize = 25;

    public MetricsWindow Window { get; init; } = MetricsWindow.Day;

    /// <summary>The task whose figures are shown; null when those of all are.</summary>
    public Guid? TaskId { get; init; }

    public RankingOrder Sort { get; init; } = RankingOrder.Count;

    public bool Ascending { get; init; }

    public string? Search { get; init; }

    public int Page { get; init; } = 1;

    public int PageSize { get; init; } = DefaultPageSize;

    public RankingQuery Query => new(Window, Page, PageSize) { Order = Sort, Ascending = Ascending, Search = Search };

    public static MetricsAddress Of(string uri)
    {
        var query = AddressQuery.Of(uri);
        return new()
        {
            Window = query.Choice<MetricsWindow>("window") ?? MetricsWindow.Day,
            TaskId = query.Id("taskId"),
            Sort = query.Choice<RankingOrder>("sort") ?? RankingOrder.Count,
            Ascending = query.Text("order") == "up",
            Search = query.Text("search"),
            Page = query.Number("page", 1, int.MaxValue, 1),
            PageSize = query.Number("pageSize", 1, 500, DefaultPageSize),
        };
    }

    /// <summary>How a window is called on the page.</summary>
    public static string WordsOf(MetricsWindow window) => window switch
    {
        MetricsWindow.Hour => "Past hour",
        MetricsWindow.Day => "Past day",
        MetricsWindow.Week => "Past 7 days",
        MetricsWindow.Month => "Past 30 days",
        _ => "Past year",
    };

    /// <summary>Where the executed runs of this window are.</summary>
    public static string RunsUri(DateTimeOffset from, Guid? task, string? type) => AddressQuery.Address(
        "executed", ("taskId", task?.ToString()), ("type", type), ("from", from.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));

    /// <summary>The same in the order of a figure; asked for again, the other way round.</summary>
    public MetricsAddress SortedBy(RankingOrder sort) => this with { Sort = sort, Ascending = Sort == sort && !Ascending, Page = 1 };

    public string ToUri() => AddressQuery.Address(
        Path,
        ("window", Window == MetricsWindow.Day ? null : AddressQuery.NameOf<MetricsWindow>(Window)),
        ("taskId", TaskId?.ToString()),
        ("sort", Sort == RankingOrder.Count ? null : AddressQuery.NameOf<RankingOrder>(Sort)),
        ("order", Ascending ? "up" : null),
        ("search", Search),
        ("page", Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture)),
        ("pageSize", PageSize == DefaultPageSize ? null : PageSize.ToString(CultureInfo.InvariantCulture)));
}
