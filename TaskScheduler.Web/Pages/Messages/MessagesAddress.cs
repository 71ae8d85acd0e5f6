using System.Globalization;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.Messages;

/// <summary>All that the page shows, as its address says it: filter, page, and the message that is open.</summary>
public sealed record MessagesAddress
{
    public const string Path = "messages";

    private const int UsualPageSize = 25;
    private const int MostPages = 4_000;
    private const int LargestPageSize = 200;

    public string? Search { get; init; }

    public MessageState? State { get; init; }

    public MessageKind? Kind { get; init; }

    public int Page { get; init; } = 1;

    public int PageSize { get; init; } = UsualPageSize;

    public Guid? Message { get; init; }

    public bool HasFilter => Search is not null || State is not null || Kind is not null;

    public MessageFilter Filter => new() { Search = Search, State = State, Kind = Kind };

    public MessagesAddress List => this with { Message = null };

    public static MessagesAddress Of(string uri)
    {
        var query = AddressQuery.Of(uri);
        return new()
        {
            Search = query.Text("search"),
            State = query.Choice<MessageState>("state"),
            Kind = query.Choice<MessageKind>("kind"),
            Page = query.Number("page", 1, MostPages, 1),
            PageSize = query.Number("pageSize", 1, LargestPageSize, UsualPageSize),
            Message = query.Id("message"),
        };
    }

    public string ToUri() => AddressQuery.Address(
        Path,
        ("search", Search),
        ("state", AddressQuery.NameOf(State)),
        ("kind", AddressQuery.NameOf(Kind)),
        ("page", Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture)),
        ("pageSize", PageSize == UsualPageSize ? null : PageSize.ToString(CultureInfo.InvariantCulture)),
        ("message", Message?.ToString()));
}
