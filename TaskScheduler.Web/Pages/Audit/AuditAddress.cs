using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Web.Pages.Audit;

/// <summary>All that the page shows, as its address says it: filter, and where it reads on.</summary>
public sealed record AuditAddress
{
    public const string Path = "audit";

    public string? Search { get; init; }

    public string? Actor { get; init; }

    public string? Action { get; init; }

    public Guid? SubjectId { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    /// <summary>What is older is shown; null begins with the newest.</summary>
    public AuditCursor? Before { get; init; }

    public AuditFilter Filter => new() { Search = Search, Actor = Actor, Action = Action, SubjectId = SubjectId, From = From, To = To };

    public bool HasFilter => Filter != new AuditFilter();

    /// <summary>The same filter from its newest entry on.</summary>
    public AuditAddress Newest => this with { Before = null };

    public static AuditAddress Of(string uri)
    {
        var query = AddressQuery.Of(uri);
        return new()
        {
            Search = query.Text("search"),
            Actor = query.Text("actor"),
            Action = query.Text("action"),
            SubjectId = query.Id("subjectId"),
            From = Instant(query.Text("from")),
            To = Instant(query.Text("to")),
            Before = query.Text("before") is { } text && AuditCursor.TryParse(text, out var cursor) ? cursor : null,
        };
    }

    public string ToUri() => AddressQuery.Address(Path, [.. Parts, ("before", Before?.ToString())]);

    /// <summary>Where all that match is downloaded.</summary>
    public string ExportUri(string format) => AddressQuery.Address("api/audit/export", [.. Parts, ("format", format)]);

    private IEnumerable<(string Name, string? Value)> Parts =>
    [
        ("search", Search),
        ("actor", Actor),
        ("action", Action),
        ("subjectId", SubjectId?.ToString()),
        ("from", From is { } from ? IsoText.Of(from.ToUniversalTime()) : null),
        ("to", To is { } to ? IsoText.Of(to.ToUniversalTime()) : null),
    ];

    private static DateTimeOffset? Instant(string? text) => text is not null && IsoText.TryReadInstant(text, out var instant) ? instant : null;
}
