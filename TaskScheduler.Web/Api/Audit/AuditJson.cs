using System.Text.Json.Nodes;
using TaskScheduler.Core.Audit;

namespace TaskScheduler.Web.Api.Audit;

/// <summary>Who did what, when and from where.</summary>
/// <param name="Actor">The e-mail address of an account, with the token's name when one was used.</param>
/// <param name="ActorId">The account; null when it was no account, such as the program itself.</param>
/// <param name="From">The address it was asked from; null when from the command line or the program itself.</param>
/// <param name="Action">Kind of the subject and what was done to it, as task.changed.</param>
/// <param name="SubjectId">What it was done to; null when that has no id.</param>
/// <param name="Subject">Its name at that moment.</param>
/// <param name="Version">Version of the subject after it was done; null when it has none.</param>
/// <param name="Detail">What else there is to say, secrets masked: of a change the fields in changes, each with before and after.</param>
public sealed record AuditEntryJson(
    long Id,
    DateTimeOffset At,
    string Actor,
    Guid? ActorId,
    string? From,
    string Action,
    Guid? SubjectId,
    string Subject,
    int? Version,
    JsonObject? Detail)
{
    public static AuditEntryJson Of(AuditEntry entry) => new(
        entry.Id,
        entry.At.ToUniversalTime(),
        entry.Actor,
        entry.ActorId,
        entry.From,
        entry.Action,
        entry.SubjectId,
        entry.Subject,
        entry.Version,
        entry.Detail);
}

/// <summary>Entries of the audit trail, newest first.</summary>
/// <param name="Next">To be sent as cursor to read on; null when there are no older ones.</param>
public sealed record AuditPageJson(IReadOnlyList<AuditEntryJson> Items, string? Next);
