using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace TaskScheduler.Core.Persistence.Sqlite;

/// <summary>Opens the SQLite file: any number of readers, and the one connection of the write gate.</summary>
public sealed class SqliteDatabase(DataFolder folder) : IDbContextFactory<SchedulerDb>
{
    // The check reads every page: within half a second up to this size, minutes for a history of years.
    private const long CheckedSize = 256 * 1024 * 1024;

    private readonly Lazy<DbContextOptions<SchedulerDb>> readerOptions = new(() => OptionsFor(folder));

    /// <summary>A context for reading; writes go through the write gate.</summary>
    public SchedulerDb CreateDbContext() => new(readerOptions.Value);

    /// <summary>Lets a context of somebody else's read the same database.</summary>
    public void Configure(DbContextOptionsBuilder options) => options.UseSqlite(ConnectionString(folder, SqliteOpenMode.ReadWrite, pooling: true));

    /// <summary>Opens the database, creating the file when there is none, and checks that it is one.</summary>
    /// <exception cref="StartFault">The file is no SQLite database, is damaged, or can't be opened.</exception>
    public SqliteConnection OpenForWriting()
    {
        try
        {
            if (File.Exists(folder.DatabaseFile))
                Check();
            return Open();
        }
        catch (SqliteException error)
        {
            throw error.SqliteErrorCode is 11 or 26
                ? Damaged(error.Message, error)
                : new StartFault($"The database {folder.DatabaseFile} can't be opened: {error.Message}", error);
        }
    }

    /// <summary>Carries the journal into the database as far as nobody reads it; a passive checkpoint (https://www.sqlite.org/wal.html#ckpt) waits for nobody and keeps nobody waiting.</summary>
    public void CarryJournal()
    {
        using var connection = new SqliteConnection(ConnectionString(folder, SqliteOpenMode.ReadWrite, pooling: true));
        connection.Open();
        Execute(connection, "PRAGMA wal_checkpoint(PASSIVE)");
    }

    internal static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.Command(sql);
        command.ExecuteNonQuery();
    }

    internal static string? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.Command(sql);
        return command.ExecuteScalar()?.ToString();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(ConnectionString(folder, SqliteOpenMode.ReadWriteCreate, pooling: false));
        try
        {
            connection.Open();
            // WAL lets readers go on while one writer commits; FULL makes a commit survive a loss of power, and group commits make it cheap.
            Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 4000;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Check()
    {
        // Read-only: closing a connection that could write would carry the journal that a kill left into a file that is damaged.
        using var connection = new SqliteConnection(ConnectionString(folder, SqliteOpenMode.ReadOnly, pooling: false));
        connection.Open();
        if (Scalar(connection, "SELECT COUNT(*) > 0 AND SUM(name = 'schema_versions') = 0 FROM sqlite_master WHERE type = 'table'") == "1")
            throw new StartFault($"The database {folder.DatabaseFile} is another program's, not TaskScheduler's. Nothing was changed; set TaskScheduler:DataDirectory to another folder.");
        if (new FileInfo(folder.DatabaseFile).Length <= CheckedSize && Scalar(connection, "PRAGMA quick_check(1)") is var verdict and not "ok")
            throw Damaged(verdict?.Split('\n')[^1], null);
    }

    private StartFault Damaged(string? what, Exception? error) => new(
        $"The database {folder.DatabaseFile} is damaged or no SQLite database ({what}). Nothing was changed; put a backup in its place, or move it away to start with an empty one.",
        error);

    private static DbContextOptions<SchedulerDb> OptionsFor(DataFolder folder) =>
        new DbContextOptionsBuilder<SchedulerDb>()
            .UseSqlite(ConnectionString(folder, SqliteOpenMode.ReadWrite, pooling: true))
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .Options;

    private static string ConnectionString(DataFolder folder, SqliteOpenMode mode, bool pooling) => new SqliteConnectionStringBuilder
    {
        DataSource = folder.DatabaseFile,
        Mode = mode,
        Pooling = pooling,
        Cache = SqliteCacheMode.Private,
    }.ToString();
}
