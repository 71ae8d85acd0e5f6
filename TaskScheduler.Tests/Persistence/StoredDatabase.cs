using Microsoft.Data.Sqlite;
using TaskScheduler.Core.Persistence.Sqlite;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Persistence;

/// <summary>A database of this program's, with some pages of content, that a test spoils.</summary>
internal sealed class StoredDatabase : IDisposable
{
    public const int PageSize = 4096;

    private readonly TemporaryFolder folder = new();

    public StoredDatabase() => Change(connection =>
    {
        Execute(connection, "PRAGMA journal_mode = WAL");
        Migrations.Apply(connection, TimeProvider.System);
        Execute(connection, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400) INSERT INTO run_inputs (run_id, input) SELECT randomblob(16), hex(randomblob(400)) FROM n");
    });

    public string Folder => folder.Location;

    public string File => Path.Combine(Folder, "taskscheduler.db");

    public byte[] Bytes => System.IO.File.ReadAllBytes(File);

    public void Dispose() => folder.Dispose();

    public void Change(Action<SqliteConnection> change)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        change(connection);
    }

    /// <summary>A copy as a kill would leave it: with commits that are in the journal alone. Returns its folder.</summary>
    public string CopyAsKilled()
    {
        var killed = Directory.CreateDirectory(Path.Combine(Folder, "killed")).FullName;
        Change(connection =>
        {
            Execute(connection, "INSERT INTO run_inputs (run_id, input) VALUES (x'00', 'In the journal')");
            foreach (var file in Directory.GetFiles(Folder, "taskscheduler.db*"))
                System.IO.File.Copy(file, Path.Combine(killed, Path.GetFileName(file)));
        });
        return killed;
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
