using System.Globalization;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.Notifications;

/// <summary>Which page of one's notifications is shown, as the address says it.</summary>
public sealed record NotificationsAddress(int Page = 1, int PageSize = NotificationsAddress.UsualSize)
{
    public const string Path = "notifications";

    private const int UsualSize = 25;
    private const int LargestSize = 500;

    public static NotificationsAddress Of(string uri)
    {
        var query = AddressQuery.Of(uri);
        return new(query.Number("page", 1, int.MaxValue, 1), query.Number("pageSize", 1, LargestSize, UsualSize));
    }

    public string ToUri() => AddressQuery.Address(
        Path,
        ("page", Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture)),
        ("pageSize", PageSize == UsualSize ? null : PageSize.ToString(CultureInfo.InvariantCulture)));
}
