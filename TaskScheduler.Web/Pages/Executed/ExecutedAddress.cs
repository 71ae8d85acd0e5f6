using System.Globalization;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.Executed;

/// <summary>All that the page shows, as its address says it: filter, page, and the run whose details are open.</summary>
public sealed record ExecutedAddress
{
    public const string Path = "executed";

    public string? Search { get; init; }

    /// <summary>Runs that have not ended, in place of those that have.</summary>
    public bool Active { get; init; }

    public RunState? State { get; init; }

    public string? Type { get; init; }

    /// <summary>Of dead letters, exactly.</summary>
    public string? Cause { get; init; }

    public Guid? TaskId { get; init; }

    /// <summary>Ended at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Ended before.</summary>
    public DateTimeOffset? To { get; init; }

    public int Page { get; init; } = 1;

    public int PageSize { get; init; } = 25;

    public Guid? Run { get; init; }

    public bool HasFilter => Search is not null || State is not null || Type is not null || Cause is not null || TaskId is not null || From is not null || To is not null;

    public RunQuery Query => new(Page, PageSize) { Search = Search, State = State, Type = Type, Cause = Cause, TaskId = TaskId, From = From, To = To };

    public ExecutedAddress List => this with { Run = null };

    /// <summary>The address may also name the run in its path: executed/{id}.</summary>
    public static ExecutedAddress Of(string uri)
    {
        var query = AddressQuery.Of(uri);
        var state = query.Choice<RunState>("state");
        var active = query.Text("view") == "active";
        return new()
        {
            Search = query.Text("search"),
            Active = active,
            State = state is { } chosen && chosen.HasEnded() != active ? state : null,
            Type = query.Text("type"),
            Cause = query.Text("cause"),
            TaskId = query.Id("taskId"),
            From = Instant(query.Text("from")),
            To = Instant(query.Text("to")),
            Page = query.Number("page", 1, int.MaxValue, 1),
            PageSize = query.Number("pageSize", 1, 500, 25),
            Run = query.Id("run") ?? (Guid.TryParse(new Uri(uri).Segments[^1], out var run) ? run : null),
        };
    }

    public string ToUri() => AddressQuery.Address(
        Path,
        ("view", Active ? "active" : null),
        ("search", Search),
        ("state", AddressQuery.NameOf(State)),
        ("type", Type),
        ("cause", Cause),
        ("taskId", TaskId?.ToString()),
        ("from", From is { } from ? IsoText.Of(from.ToUniversalTime()) : null),
        ("to", To is { } to ? IsoText.Of(to.ToUniversalTime()) : null),
        ("page", Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture)),
        ("pageSize", PageSize == 25 ? null : PageSize.ToString(CultureInfo.InvariantCulture)),
        ("run", Run?.ToString()));

    private static DateTimeOffset? Instant(string? text) => text is not null && IsoText.TryReadInstant(text, out var instant) ? instant : null;
}
