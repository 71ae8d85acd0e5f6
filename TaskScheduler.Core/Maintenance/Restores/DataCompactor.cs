using Microsoft.Data.Sqlite;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Persistence.Sqlite;
using TaskScheduler.Core.Persistence.Swaps;

namespace TaskScheduler.Core.Maintenance.Restores;

/// <summary>What compacting came to, in bytes of the database file.</summary>
public sealed record Compacted(long Before, long After);

/// <summary>Gives the free pages of the database back to the disk, by writing it anew. Only for who holds the data folder, while nothing runs.</summary>
public sealed class DataCompactor(DataFolder data)
{
    private const string Aside = "before-compact";

    /// <summary>Writes the database anew beside the old one, checks it and puts it in its place. Refused with the reason when that can't be done; nothing is changed by then.</summary>
    public Result<Compacted> Do()
    {
        var (ready, aside) = (Path.Combine(data.Location, DataSwap.Ready), Path.Combine(data.Location, Aside));
        if (!File.Exists(data.DatabaseFile))
            return Result<Compacted>.Conflict("file", $"There is no database in {data.Location}.");
        var before = new FileInfo(data.DatabaseFile).Length;
        if (DiskRoom.FreeAt(data.Location) is { } free && free < before)
            return Result<Compacted>.Conflict("file", $"There is too little room on the disk of {data.Location}: {ByteWords.Of(before)} are needed for a while, and {ByteWords.Of(free)} are free.");
        Delete(ready);
        Delete(aside);
        var file = Path.Combine(Backups.OwnFile.Folder(ready).FullName, DataFolder.Database);
        Write(file);
        var facts = DatabaseCheck.Of(file, whole: true);
        if (!facts.Succeeded)
        {
            Delete(ready);
            return Result<Compacted>.RefusedAs(facts);
        }

        DataSwap.Do(data.Location, Aside);
        Delete(aside);
        return new Compacted(before, new FileInfo(data.DatabaseFile).Length);
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    // What is in the journal alone is read too.
    private void Write(string file)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = data.DatabaseFile, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO @file";
        command.Parameters.AddWithValue("@file", file);
        command.ExecuteNonQuery();
        using var flushed = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        flushed.Flush(flushToDisk: true);
    }
}
