using System.Globalization;
using TaskScheduler.Core.Runs;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.DeadLetters;

/// <summary>All that the page shows, as its address says it: the group that is open, and the page of it or of groups.</summary>
public sealed record DeadLettersAddress
{
    public const string Path = "dead-letters";

    /// <summary>Of the group that is open; null when none is.</summary>
    public string? Type { get; init; }

    /// <summary>Of the group that is open; null when none is.</summary>
    public string? Cause { get; init; }

    public int Page { get; init; } = 1;

    public int PageSize { get; init; } = 25;

    public bool IsGroup => Type is not null && Cause is not null;

    public RunQuery Query => new(Page, PageSize) { State = RunState.DeadLettered, Type = Type, Cause = Cause };

    public static DeadLettersAddress Of(string uri)
    {
        var query = AddressQuery.Of(uri);
        return new()
        {
            Type = query.Text("type"),
            Cause = query.Text("cause"),
            Page = query.Number("page", 1, int.MaxValue, 1),
            PageSize = query.Number("pageSize", 1, 500, 25),
        };
    }

    public string ToUri() => AddressQuery.Address(
        Path,
        ("type", Type),
        ("cause", Cause),
        ("page", Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture)),
        ("pageSize", PageSize == 25 ? null : PageSize.ToString(CultureInfo.InvariantCulture)));
}
