using TaskScheduler.Web.Pages.Forecasting.Drawing;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.Forecasting;

/// <summary>Which scheduled times the table lists.</summary>
public enum LoadRows
{
    /// <summary>What is to come, in order.</summary>
    Next,

    /// <summary>What is to come, the greatest load first.</summary>
    Heaviest,

    /// <summary>The past hour, the latest first.</summary>
    Past,
}

/// <summary>All that the page shows, as its address says it.</summary>
public sealed record ForecastAddress
{
    public const string Path = "forecast";

    /// <summary>A page of the table leaves room for what is beside it.</summary>
    private const int FewRows = 10;
    private const int MostRows = 200;

    public GraphRange Range { get; init; } = GraphRange.ThreeHours;

    public LoadRows Rows { get; init; }

    /// <summary>Of the table.</summary>
    public int RowPage { get; init; } = 1;

    public int RowPageSize { get; init; } = FewRows;

    public static ForecastAddress Of(string uri)
    {
        var query = AddressQuery.Of(uri);
        return new()
        {
            Range = GraphRange.Of(query.Text("range")),
            Rows = query.Choice<LoadRows>("rows") ?? LoadRows.Next,
            RowPage = query.Number("rowPage", 1, int.MaxValue, 1),
            RowPageSize = query.Number("rowPageSize", 1, MostRows, FewRows),
        };
    }

    public string ToUri() => AddressQuery.Address(
        Path,
        ("range", Range == GraphRange.ThreeHours ? null : Range.Key),
        ("rows", Rows == LoadRows.Next ? null : AddressQuery.NameOf<LoadRows>(Rows)),
        ("rowPage", Number(RowPage, 1)),
        ("rowPageSize", Number(RowPageSize, FewRows)));

    private static string? Number(int number, int usual) => number == usual ? null : number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
