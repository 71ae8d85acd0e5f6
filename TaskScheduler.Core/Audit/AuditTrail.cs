using System.Text.Encodings.Web;
using System.Text.Json;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Audit;

/// <summary>
/// Writes down who did what, in the transaction that does it, so that neither is there without the other. What the program does by
/// itself, such as starting what is due, is not written here: the ledger of runs has it.
/// </summary>
public static class AuditTrail
{
    // Stored as it is read and searched; whoever shows it shows it as text.
    private static readonly JsonSerializerOptions plainText = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Note(WriteSession session, Actor actor, AuditNote note, DateTimeOffset at) => session.Statement("""
        INSERT INTO audit_entries (at, actor_id, actor_name, from_address, action, subject_id, subject_name, version, detail)
        VALUES (@at, @actor, @name, @from, @action, @subject, @title, @version, @detail)
        """)
        .With("@at", at).With("@actor", actor.AccountId).With("@name", actor.Name).With("@from", actor.From)
        .With("@action", note.Action).With("@subject", note.SubjectId).With("@title", SecretMask.InText(note.Subject))
        .With("@version", note.Version).With("@detail", note.Detail?.ToJsonString(plainText))
        .Execute();
}
