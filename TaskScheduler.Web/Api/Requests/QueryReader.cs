using System.Globalization;
using TaskScheduler.Core;
using TaskScheduler.Core.Paging;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Web.Api.Requests;

/// <summary>Reads query values that are text or absent, and collects a fault for each that can't be understood.</summary>
public sealed class QueryReader
{
    public const int DefaultPageSize = 25;
    public const int MaxPageSize = 500;

    /// <summary>Up to which entry page numbers reach: to skip more takes longer than anybody should wait. Cursors reach everything.</summary>
    public const int MaxDepth = 100_000;

    private readonly List<Fault> faults = [];

    public IReadOnlyList<Fault> Faults => faults;

    public static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    public (int Page, int PageSize) Page(string? page, string? pageSize)
    {
        var number = Number("page", page, 1, MaxDepth);
        var size = PageSize(pageSize);
        if ((long)number * size <= MaxDepth)
            return (number, size);
        faults.Add(new("page", $"Page numbers reach the first {MaxDepth} entries. For those after them send, in place of page, the nextCursor of the page before as cursor."));
        return (1, size);
    }

    public int PageSize(string? value) => Number("pageSize", value, DefaultPageSize, MaxPageSize);

    /// <summary>Reads a cursor that was given out for the list of this name; <paramref name="page"/> can't be asked for besides.</summary>
    public PageCursor? Cursor(string? value, string? page, string list)
    {
        if (string.IsNullOrEmpty(value))
            return null;
        if (!string.IsNullOrEmpty(page))
            faults.Add(new("cursor", "Send either cursor or page, not both."));
        else if (PageCursor.Read(value, list) is { } cursor)
            return cursor;
        else
            faults.Add(new("cursor", "This cursor was not given out for this list. Send it with the filter and the sort of the page it came with, or leave it out to begin at the first page."));
        return null;
    }

    public T? Choice<T>(string name, string? value, IReadOnlyList<T> allowed)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(value))
            return null;
        foreach (var choice in allowed)
        {
            if (JsonFormat.NameOf(choice).Equals(value, StringComparison.OrdinalIgnoreCase))
                return choice;
        }

        faults.Add(new(name, $"'{value}' is not known. Allowed are: {string.Join(", ", allowed.Select(JsonFormat.NameOf))}."));
        return null;
    }

    /// <summary>Reads <c>title</c> and, in falling order, <c>-title</c>.</summary>
    public (T Sort, bool Descending) Sort<T>(string? value)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(value))
            return (default, false);
        var descending = value.StartsWith('-');
        if (Enum.GetValues<T>().Where(sort => NameIs(sort, value[(descending ? 1 : 0)..])).ToArray() is [var found])
            return (found, descending);
        var names = string.Join(", ", Enum.GetValues<T>().Select(JsonFormat.NameOf));
        faults.Add(new("sort", $"'{value}' is not known. Allowed are: {names}; with a '-' before it the order is reversed."));
        return (default, false);
    }

    /// <summary>False unless it says true.</summary>
    public bool Flag(string name, string? value)
    {
        if (bool.TryParse(value, out var set) || string.IsNullOrEmpty(value))
            return set;
        faults.Add(new(name, $"'{value}' is not known; write true or false."));
        return false;
    }

    public Guid? Id(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return null;
        if (Guid.TryParse(value, out var id))
            return id;
        faults.Add(new(name, $"'{value}' is not an id, such as 01890a5d-ac96-774b-bcce-b302099a8057."));
        return null;
    }

    public DateTimeOffset? Instant(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return null;
        if (IsoText.TryReadInstant(value, out var instant))
            return instant;
        faults.Add(new(name, InstantFault(value)));
        return null;
    }

    public void Order(string first, DateTimeOffset? from, string second, DateTimeOffset? to)
    {
        if (from >= to)
            faults.Add(new(second, $"'{second}' must be later than '{first}'."));
    }

    private static string InstantFault(string value)
    {
        if (IsoText.LacksOffset(value))
            return $"'{value}' does not name its offset: write {value}Z for UTC, or for example {value}%2B01:00.";

        // In a query a bare + means a blank.
        return IsoText.TryReadInstant(value.Replace(' ', '+'), out _)
            ? $"'{value}' was read with a blank in place of '+': write '+' as %2B in a query."
            : $"'{value}' is not an instant. Write ISO 8601 with offset, such as 2026-12-01T09:00:00Z or 2026-12-01T09:00:00%2B01:00.";
    }

    private static bool NameIs<T>(T value, string name)
        where T : struct, Enum => JsonFormat.NameOf(value).Equals(name, StringComparison.OrdinalIgnoreCase);

    private int Number(string name, string? value, int absent, int max)
    {
        if (string.IsNullOrEmpty(value))
            return absent;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= max)
            return number;
        faults.Add(new(name, $"'{value}' is not allowed here: a whole number from 1 to {max}."));
        return absent;
    }
}
