using SQLitePCL;

namespace TaskScheduler.Core.Persistence.Sqlite;

/// <summary>
/// Copies a database while it is in use, some pages at a time, as it was when the copy began: a read transaction holds that
/// moment (SQLite's online backup API, https://www.sqlite.org/c3ref/backup_finish.html). Nobody waits for it; only the journal grows meanwhile.
/// </summary>
internal sealed class DatabaseCopy : IDisposable
{
    private const string Main = "main";

    // SQLite's own default, which nobody changes here.
    private const int UsualPage = 4096;

    private readonly sqlite3 source;
    private readonly sqlite3 target;
    private readonly sqlite3_backup backup;

    /// <exception cref="IOException">One of the two can't be opened.</exception>
    public DatabaseCopy(string from, string to)
    {
        source = Open(from, raw.SQLITE_OPEN_READWRITE);
        target = Open(to, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);

        // What is copied is checked and flushed as a whole afterwards; a journal of its own would only cost a second write.
        Execute(target, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
        Execute(source, "BEGIN");
        Execute(source, "SELECT COUNT(*) FROM sqlite_master");
        backup = raw.sqlite3_backup_init(target, Main, source, Main) ?? throw Failure(target);
    }

    /// <summary>How many pages there are; 0 before the first step.</summary>
    public int Pages => raw.sqlite3_backup_pagecount(backup);

    /// <summary>How many of them are still to be copied.</summary>
    public int Left => raw.sqlite3_backup_remaining(backup);

    /// <summary>How much is copied, about: in pages of the usual size.</summary>
    public long CopiedBytes => (long)(Pages - Left) * UsualPage;

    /// <summary>Copies some more pages; false when there are none left.</summary>
    /// <exception cref="IOException">The disk is full, or the like.</exception>
    public bool Step(int pages) => raw.sqlite3_backup_step(backup, pages) switch
    {
        raw.SQLITE_OK => true,
        raw.SQLITE_DONE => false,
        var code => throw new IOException($"The database could not be copied: {raw.sqlite3_errstr(code).utf8_to_string()}."),
    };

    /// <summary>Makes the copy a file that needs no journal beside it. To be called once, after the last step.</summary>
    public void Complete()
    {
        raw.sqlite3_backup_finish(backup);
        Execute(target, "PRAGMA journal_mode = DELETE");
    }

    public void Dispose()
    {
        raw.sqlite3_backup_finish(backup);
        source.Dispose();
        target.Dispose();
    }

    private static sqlite3 Open(string file, int flags)
    {
        var code = raw.sqlite3_open_v2(file, out var connection, flags, null);
        if (code == raw.SQLITE_OK)
            return connection;
        connection.Dispose();
        throw new IOException($"{file} can't be opened: {raw.sqlite3_errstr(code).utf8_to_string()}.");
    }

    private static void Execute(sqlite3 connection, string sql)
    {
        if (raw.sqlite3_exec(connection, sql) != raw.SQLITE_OK)
            throw Failure(connection);
    }

    private static IOException Failure(sqlite3 connection) => new($"The database could not be copied: {raw.sqlite3_errmsg(connection).utf8_to_string()}.");
}
