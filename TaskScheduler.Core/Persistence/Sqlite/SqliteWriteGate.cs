using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TaskScheduler.Core.Telemetry;

namespace TaskScheduler.Core.Persistence.Sqlite;

/// <summary>
/// Commits in groups: one thread takes all writes that wait, runs them in one transaction and commits once. That makes a
/// durable write cost a fraction of an fsync, and no writer ever meets another. When one of them fails, the group is undone
/// and each is run again by itself, so that the failure is its own. (No savepoints: SQLite 3.35 crashes in large ones.)
/// </summary>
public sealed class SqliteWriteGate(SqliteDatabase database, SchedulerMeter meter, TimeProvider time, ILogger<SqliteWriteGate> log) : IWriteGate, IGateLoad, IDisposable
{
    private const int GroupSize = 1_000;

    private readonly BlockingCollection<Write> waiting = [];
    private Thread? thread;
    private WriteSession? session;

    public int Waiting => waiting.Count;

    public void Relieve() => database.CarryJournal();

    /// <summary>Opens the database, brings its tables up to date and starts to take writes.</summary>
    /// <exception cref="StartFault">The database can't be used.</exception>
    public void Open()
    {
        var connection = database.OpenForWriting();
        try
        {
            Migrations.Apply(connection, time);
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        var options = new DbContextOptionsBuilder<SchedulerDb>().UseSqlite(connection).Options;
        session = new WriteSession(connection, () => new SchedulerDb(options));
        thread = new Thread(TakeWrites) { IsBackground = true, Name = "write gate" };
        thread.Start();
    }

    public Task<T> WriteAsync<T>(Func<WriteSession, Task<T>> write)
    {
        var queued = new Write<T>(write) { TraceParent = Traces.Here };
        waiting.Add(queued);
        return queued.Completion;
    }

    /// <summary>Lets the writes that wait go through, then closes the database.</summary>
    public void Dispose()
    {
        if (waiting.IsAddingCompleted)
            return;
        waiting.CompleteAdding();
        thread?.Join();
        session?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        SqliteConnection.ClearAllPools();
    }

    private void TakeWrites()
    {
        var group = new List<Write>(GroupSize);
        foreach (var first in waiting.GetConsumingEnumerable())
        {
            group.Add(first);
            while (group.Count < GroupSize && waiting.TryTake(out var next))
                group.Add(next);
            CommitGroup(group);
            group.Clear();
        }
    }

    private void CommitGroup(List<Write> group)
    {
        try
        {
            var begun = time.GetTimestamp();
            session!.Begin();
            foreach (var write in group)
                Run(write);
            session.Commit();
            meter.Written(group.Count, time.GetElapsedTime(begun));
        }
        catch (Exception error)
        {
            // The seam between the database and everybody who waits for it: each writer decides for itself what its loss means.
            session!.Rollback();
            if (group.Count > 1)
            {
                foreach (var write in group)
                    CommitGroup([write]);
                return;
            }

            PersistenceLog.WriteFailed(log, error);
            group[0].Fail(error);
            return;
        }

        foreach (var action in session.TakeAfterCommit())
            action();
        foreach (var write in group)
            write.Complete();
    }

    private void Run(Write write)
    {
        try
        {
            session!.TraceParent = write.TraceParent;
            write.Run(session!);
        }
        finally
        {
            session!.EndWrite();
        }
    }

    private abstract class Write
    {
        public string? TraceParent { get; init; }

        public abstract void Run(WriteSession session);

        public abstract void Complete();

        public abstract void Fail(Exception error);
    }

    private sealed class Write<T>(Func<WriteSession, Task<T>> write) : Write
    {
        private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;

        public Task<T> Completion => completion.Task;

        // SQLite's asynchronous calls complete before they return, so this never blocks on anything but the disk.
        public override void Run(WriteSession session) => result = write(session).GetAwaiter().GetResult();

        public override void Complete() => completion.SetResult(result!);

        public override void Fail(Exception error) => completion.SetException(error);
    }
}
