using System.Data.Common;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Notifications.Invites;

/// <summary>The statements of the table of invites.</summary>
internal static class SentInvites
{
    private const string Columns = "SELECT id, sequence, email, told FROM invites";

    /// <summary>Those that can still be changed: what they are for has not begun, or goes on.</summary>
    public static List<SentInvite> Open(WriteSession session, Guid taskId, DateTimeOffset now) => ReadAll(session
        .Statement($"{Columns} WHERE task_id = @task AND cancelled = 0 AND (series = 1 OR due_at > @now)").With("@task", taskId).With("@now", now));

    /// <summary>One that was cancelled for what somebody is to be invited for again, so that their calendar finds it; null when there is none.</summary>
    public static SentInvite? Cancelled(WriteSession session, Guid taskId, Invitation wanted) => ReadAll(session
        .Statement($"{Columns} WHERE task_id = @task AND cancelled = 1 AND series = @series AND (series = 1 OR due_at = @due) LIMIT 1")
        .With("@task", taskId).With("@series", wanted.IsSeries ? 1 : 0).With("@due", wanted.Start)).FirstOrDefault();

    /// <summary>Whether there is one for an occurrence that was due, or is, within this time before another one.</summary>
    public static bool AnyBefore(WriteSession session, Guid taskId, DateTimeOffset due, TimeSpan within)
    {
        using var reader = session.Statement("SELECT 1 FROM invites WHERE task_id = @task AND due_at > @from AND due_at <= @due AND series = 0 AND cancelled = 0 LIMIT 1")
            .With("@task", taskId).With("@from", due - within).With("@due", due).Read();
        return reader.Read();
    }

    public static void Put(WriteSession session, Guid taskId, SentInvite invite, bool cancelled) => session.Statement("""
        INSERT INTO invites (id, task_id, due_at, series, sequence, email, told, cancelled) VALUES (@id, @task, @due, @series, @sequence, @email, @told, @cancelled)
        ON CONFLICT (id) DO UPDATE SET due_at = excluded.due_at, sequence = excluded.sequence, email = excluded.email, told = excluded.told, cancelled = excluded.cancelled
        """)
        .With("@id", invite.Id).With("@task", taskId).With("@due", invite.Told.Start).With("@series", invite.Told.IsSeries ? 1 : 0)
        .With("@sequence", (long)invite.Sequence).With("@email", invite.Email).With("@told", invite.Told.Write()).With("@cancelled", cancelled ? 1 : 0)
        .Execute();

    /// <summary>Forgets those whose occurrence lies before an instant; returns how many.</summary>
    public static int Forget(WriteSession session, DateTimeOffset before, int atMost) => session.Statement("""
        DELETE FROM invites WHERE id IN (SELECT id FROM invites WHERE due_at < @before AND (series = 0 OR cancelled = 1) LIMIT @most)
        """).With("@before", before).With("@most", (long)atMost).Execute();

    private static List<SentInvite> ReadAll(Statement statement)
    {
        using var reader = statement.Read();
        var found = new List<SentInvite>();
        while (reader.Read())
            found.Add(Read(reader));
        return found;
    }

    private static SentInvite Read(DbDataReader reader) =>
        new(GuidColumn.Read(reader, 0), reader.GetInt32(1), reader.GetString(2), Invitation.Read(reader.GetString(3)));
}
