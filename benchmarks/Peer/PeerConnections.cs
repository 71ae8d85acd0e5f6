using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace TaskScheduler.Benchmarks.Peer;

/// <summary>Connections with a setting of SQLite's that a connection string can't say.</summary>
internal sealed class PeerConnections(string synchronous) : DbProviderFactory
{
    public override DbConnection CreateConnection() => new Connection(synchronous);

    public override DbCommand CreateCommand() => new SqliteCommand();

    public override DbParameter CreateParameter() => new SqliteParameter();

    private sealed class Connection(string synchronous) : SqliteConnection
    {
        public override void Open()
        {
            base.Open();
            using var command = CreateCommand();
            command.CommandText = $"PRAGMA synchronous = {synchronous}; PRAGMA cache_size = -32768;";
            command.ExecuteNonQuery();
        }
    }
}
