namespace TaskScheduler.Core.Persistence;

/// <summary>The one way by which this process changes the database.</summary>
public interface IWriteGate
{
    /// <summary>
    /// Runs <paramref name="write"/> in a transaction and returns when it is durable. An exception undoes what this
    /// write did, and nothing else. What it awaits must be of the session, nothing that takes time of its own. It may be run
    /// a second time, on a fresh transaction, so it has no effect outside but through <see cref="WriteSession.AfterCommit"/>.
    /// </summary>
    Task<T> WriteAsync<T>(Func<WriteSession, Task<T>> write);
}
