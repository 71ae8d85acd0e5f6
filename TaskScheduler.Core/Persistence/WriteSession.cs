using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace TaskScheduler.Core.Persistence;

/// <summary>What a write works with: a connection inside a transaction, its prepared statements, and EF Core on top of both.</summary>
public sealed class WriteSession(DbConnection connection, Func<SchedulerDb> createDb) : IAsyncDisposable
{
    private readonly Dictionary<string, DbCommand> statements = new(StringComparer.Ordinal);
    private readonly List<Action> afterCommit = [];
    private DbTransaction? transaction;
    private SchedulerDb? db;

    /// <summary>EF Core inside this transaction; a fresh one for each write.</summary>
    public SchedulerDb Db
    {
        get
        {
            if (db is null)
            {
                db = createDb();
                db.Database.UseTransaction(transaction);
                db.Database.AutoSavepointsEnabled = false;
            }

            return db;
        }
    }

    /// <summary>The place in a trace from which this write was asked for; null while no traces are sent.</summary>
    public string? TraceParent { get; internal set; }

    /// <summary>The statement with this text, prepared at its first use and kept.</summary>
    public Statement Statement(string sql)
    {
        if (!statements.TryGetValue(sql, out var command))
        {
            command = connection.Command(sql);
            statements.Add(sql, command);
        }

        command.Transaction = transaction;
        return new Statement(command);
    }

    /// <summary>Is called once the transaction is durable, in the order of the commits, before the writer goes on.</summary>
    public void AfterCommit(Action action) => afterCommit.Add(action);

    public async ValueTask DisposeAsync()
    {
        foreach (var command in statements.Values)
            await command.DisposeAsync();
        await connection.DisposeAsync();
    }

    internal void Begin() => transaction = connection.BeginTransaction();

    internal void Commit()
    {
        transaction!.Commit();
        transaction.Dispose();
        transaction = null;
    }

    internal void Rollback()
    {
        transaction?.Dispose();
        transaction = null;
        afterCommit.Clear();
    }

    internal Action[] TakeAfterCommit()
    {
        var taken = afterCommit.ToArray();
        afterCommit.Clear();
        return taken;
    }

    internal void EndWrite()
    {
        db?.Dispose();
        db = null;
    }
}
