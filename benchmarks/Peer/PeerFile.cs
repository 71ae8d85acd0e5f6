using Microsoft.Data.Sqlite;

namespace TaskScheduler.Benchmarks.Peer;

/// <summary>Reads the database of the peer from outside.</summary>
internal sealed class PeerFile : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly PeerHistory history;

    public PeerFile(string databaseFile, PeerHistory history)
    {
        this.history = history;
        connection = new($"Data Source={databaseFile};Mode=ReadOnly;Pooling=False");
        connection.Open();
    }

    /// <summary>Whether nothing is left to fire or to complete, and everything is in the history where there is one.</summary>
    public bool IsDone(int runs) =>
        Number("SELECT (SELECT COUNT(*) FROM QRTZ_FIRED_TRIGGERS) + (SELECT COUNT(*) FROM QRTZ_TRIGGERS)") == 0
        && (history == PeerHistory.None || Number("SELECT COUNT(*) FROM QRTZ_EXECUTION_HISTORY") >= runs);

    public void Dispose() => connection.Dispose();

    private long Number(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
