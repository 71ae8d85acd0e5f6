using System.Collections.Concurrent;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Notifications.People;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Notifications.Bell;

/// <summary>Puts messages into the bells of accounts, and tells their open pages.</summary>
public sealed class BellPost(TimeProvider time)
{
    /// <summary>How many messages an account keeps, read or not; older ones go as newer ones come.</summary>
    public const int Kept = 500;

    private const int LongestSubject = 250;
    private const int LongestText = 500;

    // As many as there are accounts with an open page.
    private readonly ConcurrentDictionary<Guid, ChangeSignal> changes = new();

    /// <summary>Has something called whenever the messages of an account are others, on any thread, until the result is disposed.</summary>
    public IDisposable Listen(Guid accountId, Action changed) => changes.GetOrAdd(accountId, _ => new()).Listen(changed);

    internal int ListenersOf(Guid accountId) => changes.TryGetValue(accountId, out var signal) ? signal.Count : 0;

    internal void Put(WriteSession session, Guid accountId, Telling telling, bool silent)
    {
        var now = time.GetUtcNow();
        var taken = session.Statement("""
            INSERT INTO bell_messages (id, account_id, key, at, level, silent, subject, text, page, task_id, run_id, read_at)
            VALUES (@id, @account, @key, @at, @level, @silent, @subject, @text, @page, @task, @run, NULL) ON CONFLICT (account_id, key) DO NOTHING
            """)
            .With("@id", Guid.CreateVersion7(now)).With("@account", accountId).With("@key", telling.Key).With("@at", now).With("@level", telling.Level).With("@silent", silent ? 1 : 0)
            .With("@subject", Cut(telling.Subject, LongestSubject)).With("@text", Cut(telling.Content.Text, LongestText))
            .With("@page", telling.Page).With("@task", telling.TaskId).With("@run", telling.RunId).Execute() == 1;
        if (!taken)
            return;
        session.Statement("""
            DELETE FROM bell_messages WHERE account_id = @account AND id <= (SELECT id FROM bell_messages WHERE account_id = @account ORDER BY id DESC LIMIT 1 OFFSET @kept)
            """).With("@account", accountId).With("@kept", Kept).Execute();
        Changed(session, accountId);
    }

    internal void Changed(WriteSession session, Guid accountId) => session.AfterCommit(() =>
    {
        if (changes.TryGetValue(accountId, out var signal))
            signal.Tell();
    });

    private static string Cut(string text, int longest) => Excerpt.Of(text.Trim(), longest);
}
