using System.Globalization;
using Microsoft.Data.Sqlite;

namespace TaskScheduler.Core.Persistence.Sqlite;

/// <summary>What a database of this program holds.</summary>
/// <param name="Version">Of its tables.</param>
/// <param name="Unfinished">Runs that have not ended.</param>
public sealed record DatabaseFacts(int Version, long Tasks, long Runs, long Unfinished, long Accounts, long Secrets);

/// <summary>Opens a database that nobody uses, and looks whether it is whole and this program's.</summary>
internal static class DatabaseCheck
{
    /// <summary>What it holds; refused with the reason, as a sentence, when it can't be used.</summary>
    /// <param name="whole">Reads every page and every index; else only what is counted.</param>
    public static Result<DatabaseFacts> Of(string file, bool whole)
    {
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            if (Number(connection, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'schema_versions'") == 0)
                return Refused("It is another program's database, not TaskScheduler's.");
            var version = (int)Number(connection, "SELECT COALESCE(MAX(version), 0) FROM schema_versions");
            if (version > Migrations.Latest)
                return Refused($"It has version {version}, this program knows up to {Migrations.Latest}: it was written by a newer TaskScheduler.");
            if (whole && SqliteDatabase.Scalar(connection, "PRAGMA integrity_check(1)") is var verdict and not "ok")
                return Refused($"It is damaged ({verdict?.Split('\n')[^1]}).");
            return new DatabaseFacts(version, Count(connection, "tasks"), Count(connection, "runs"), Number(connection, "SELECT COUNT(*) FROM runs WHERE ended_at IS NULL"), Count(connection, "accounts"), Count(connection, "secrets"));
        }
        catch (SqliteException error)
        {
            return Refused($"It is damaged or no SQLite database ({error.Message}).");
        }
    }

    /// <summary>What happened in the present data since a backup, and what the backup takes to be due; null when it can't be read.</summary>
    public static long? Count(string file, string sql, params (string Name, long Value)[] values)
    {
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, value) in values)
                command.Parameters.AddWithValue(name, value);
            return (long)command.ExecuteScalar()!;
        }
        catch (SqliteException)
        {
            return null;
        }
    }

    // A table that came with a later version holds nothing.
    private static long Count(SqliteConnection connection, string table) =>
        Number(connection, $"SELECT COUNT(*) FROM sqlite_master WHERE name = '{table}'") == 0 ? 0 : Number(connection, $"SELECT COUNT(*) FROM {table}");

    private static long Number(SqliteConnection connection, string sql) => long.Parse(SqliteDatabase.Scalar(connection, sql)!, CultureInfo.InvariantCulture);

    private static Result<DatabaseFacts> Refused(string why) => Result<DatabaseFacts>.Conflict("file", why);
}
