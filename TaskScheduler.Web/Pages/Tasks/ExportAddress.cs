using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.Tasks;

/// <summary>Where tasks are as a file to download.</summary>
public static class ExportAddress
{
    // Servers and proxies refuse addresses of more than some thousand characters.
    private const int MostIds = 100;

    /// <summary>Null when the tasks can't be named in an address.</summary>
    public static string? Of(TaskFilter filter) => filter.Ids is { Count: > MostIds } ? null : AddressQuery.Address(
        "api/definitions",
        ("format", "yaml"),
        ("search", filter.Search),
        ("status", AddressQuery.NameOf(filter.Status)),
        ("type", filter.Type),
        ("tag", filter.Tag),
        ("ids", filter.Ids is { } ids ? string.Join(',', ids) : null));
}
