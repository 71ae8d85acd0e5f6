using Microsoft.Data.Sqlite;

namespace TaskScheduler.Core.Persistence.Sqlite;

/// <summary>Brings the tables to what this program needs: forward only, each step once, all of them in one transaction.</summary>
public static class Migrations
{
    private static IReadOnlyList<(string Name, string Sql)> Steps => MigrationSteps.All;

    /// <summary>The version of the tables that this program works with.</summary>
    public static int Latest => Steps.Count;

    /// <exception cref="StartFault">The database was written by a newer program.</exception>
    public static void Apply(SqliteConnection connection, TimeProvider time)
    {
        // IMMEDIATE takes the write lock before looking, so that two processes can't both see an old version.
        using var transaction = connection.BeginTransaction(deferred: false);
        SqliteDatabase.Execute(connection, "CREATE TABLE IF NOT EXISTS schema_versions (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL)");
        var current = int.Parse(SqliteDatabase.Scalar(connection, "SELECT COALESCE(MAX(version), 0) FROM schema_versions")!, System.Globalization.CultureInfo.InvariantCulture);
        if (current > Latest)
            throw new StartFault($"The database has version {current}, this program knows up to {Latest}: it was written by a newer TaskScheduler. Nothing was changed; start the newer program, or use another data folder.");
        for (var version = current + 1; version <= Latest; version++)
        {
            SqliteDatabase.Execute(connection, Steps[version - 1].Sql);
            using var note = connection.CreateCommand();
            note.CommandText = "INSERT INTO schema_versions (version, name, applied_at) VALUES (@version, @name, @at)";
            note.Parameters.AddWithValue("@version", version);
            note.Parameters.AddWithValue("@name", Steps[version - 1].Name);
            note.Parameters.AddWithValue("@at", time.GetUtcNow().ToUnixTimeMilliseconds());
            note.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}
