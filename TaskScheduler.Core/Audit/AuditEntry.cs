using System.Text.Json.Nodes;

namespace TaskScheduler.Core.Audit;

/// <summary>One line of the audit trail as it is stored.</summary>
public sealed class AuditEntryRow
{
    public long Id { get; set; }

    public long At { get; set; }

    public Guid? ActorId { get; set; }

    public required string ActorName { get; set; }

    public string? FromAddress { get; set; }

    public required string Action { get; set; }

    public Guid? SubjectId { get; set; }

    public required string SubjectName { get; set; }

    public int? Version { get; set; }

    public string? Detail { get; set; }
}

/// <summary>Who did what, when and from where.</summary>
/// <param name="ActorId">The account; null when it was no account, such as the program itself.</param>
/// <param name="From">The address it was asked from; null when from this machine's command line or the program itself.</param>
/// <param name="Version">Version of the subject after it was done; null when it has none.</param>
/// <param name="Detail">What else there is to say, with secrets masked; see <see cref="AuditNote.Detail"/>.</param>
public sealed record AuditEntry(
    long Id, DateTimeOffset At, Guid? ActorId, string Actor, string? From, string Action, Guid? SubjectId, string Subject, int? Version, JsonObject? Detail)
{
    internal static AuditEntry Of(AuditEntryRow row) => new(
        row.Id,
        DateTimeOffset.FromUnixTimeMilliseconds(row.At),
        row.ActorId,
        row.ActorName,
        row.FromAddress,
        row.Action,
        row.SubjectId,
        row.SubjectName,
        row.Version,
        row.Detail is null ? null : JsonNode.Parse(row.Detail)!.AsObject());
}

/// <summary>Which entries to read; an absent part excludes none.</summary>
public sealed record AuditFilter
{
    /// <summary>Name of who did it, whole.</summary>
    public string? Actor { get; init; }

    /// <summary>An action, such as <c>task.changed</c>.</summary>
    public string? Action { get; init; }

    public Guid? SubjectId { get; init; }

    /// <summary>At or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Found in the names of who did it and what it was done to, in the address or in the detail, without regard to case (of ASCII letters).</summary>
    public string? Search { get; init; }
}

/// <summary>Entries, newest first, with where those before them begin.</summary>
/// <param name="Next">To be given to read on; null when there are no older ones.</param>
public sealed record AuditEntries(IReadOnlyList<AuditEntry> Items, AuditCursor? Next);
