using TaskScheduler.Core.Access;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Repeats;

/// <summary>
/// The write gate as one request meets it. If the request has a key, its answer is kept in the same transaction as what it
/// makes: after a crash both are there or neither is, so a repetition never makes it a second time.
/// </summary>
public sealed class RequestGate(IWriteGate gate, ICaller caller, TimeProvider time) : IWriteGate
{
    private Keeping? keeping;

    /// <summary>Keeps the answer to what this request is about to make.</summary>
    /// <param name="answerOf">Its answer; null when it made nothing and may as well be tried again.</param>
    public void Keep<TMade>(RequestKey key, Func<TMade, string?> answerOf) => keeping = new Keeping<TMade>(key, answerOf);

    public Task<T> WriteAsync<T>(Func<WriteSession, Task<T>> write) => keeping switch
    {
        null => gate.WriteAsync(write),
        Keeping<T> kept => WriteAsync(write, kept, KeptAnswers.NameOf(caller.Actor)),
        _ => throw new InvalidOperationException($"The answer to this request is to be kept, but a write makes {typeof(T)}, of which it does not know the answer."),
    };

    // Who calls is asked before: the write runs on the thread of the gate, and may run twice.
    private Task<T> WriteAsync<T>(Func<WriteSession, Task<T>> write, Keeping<T> kept, string callerName) => gate.WriteAsync(async session =>
    {
        var made = await write(session);
        if (kept.AnswerOf(made) is { } answer)
            Insert(session, callerName, kept.Key, answer);
        return made;
    });

    // One that is left from a day ago, and only such a one, is in the way.
    private void Insert(WriteSession session, string callerName, RequestKey key, string answer) => session.Statement("""
        INSERT INTO idempotency_keys (caller, key, fingerprint, answer, created_at) VALUES (@caller, @key, @fingerprint, @answer, @now)
        ON CONFLICT (caller, key) DO UPDATE SET fingerprint = excluded.fingerprint, answer = excluded.answer, created_at = excluded.created_at
        """)
        .With("@caller", callerName).With("@key", key.Key).With("@fingerprint", key.Fingerprint).With("@answer", answer)
        .With("@now", time.GetUtcNow()).Execute();

    private abstract record Keeping(RequestKey Key);

    private sealed record Keeping<TMade>(RequestKey Key, Func<TMade, string?> AnswerOf) : Keeping(Key);
}
