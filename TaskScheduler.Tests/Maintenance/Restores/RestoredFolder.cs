using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Maintenance.Backups;
using TaskScheduler.Core.Maintenance.Pacing;
using TaskScheduler.Core.Maintenance.Restores;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Maintenance.Restores;

/// <summary>A data folder into which a test restores backups.</summary>
internal sealed class RestoredFolder : IDisposable
{
    private readonly TemporaryFolder place = new();

    public string Location => place.Location;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => place.Dispose();

    /// <summary>A backup of a program with one task; returns its file, in the target folder.</summary>
    public async Task<string> BackupAsync(string key, string? sql = null)
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.CreateAsync(new ScheduleDraft { Kind = "cron", Cron = "0 9 * * *", TimeZone = "UTC" });
        await File.WriteAllTextAsync(Path.Combine(driver.Get<DataFolder>().OwnOnly("keys").FullName, "key.xml"), key, Cancel);
        var made = (await driver.Get<BackupMaker>().Start(null).Ended.WaitAsync(Cancel)).Value!;
        var file = Path.Combine(Location, "backup.zip");
        if (sql is null)
        {
            File.Copy(driver.Get<BackupShelf>().PathOf(made), file);
            return file;
        }

        // Made by a program that the check of this one would not have let through.
        var database = Path.Combine(Location, "other.db");
        File.Copy(driver.DatabaseFile, database);
        await using (var connection = new SqliteConnection($"Data Source={database};Pooling=False"))
        {
            await connection.OpenAsync(Cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = DELETE; CREATE TABLE IF NOT EXISTS schema_versions (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL); " + sql;
            await command.ExecuteNonQueryAsync(Cancel);
        }

        await using var stream = File.OpenRead(database);
        var hash = await BackupArchive.HashAsync(stream, Stream.Null, null, _ => { }, Cancel);
        await BackupArchive.WriteAsync(file, made.Manifest! with { Sha256 = hash }, database, driver.Get<DataFolder>().OwnOnly("keys"), driver.Get<QuietPace>(), _ => { }, Cancel);
        return file;
    }

    public async Task PresentAsync(string key)
    {
        Directory.CreateDirectory(Path.Combine(Location, "keys"));
        await File.WriteAllTextAsync(Path.Combine(Location, "keys", "key.xml"), key, Cancel);
        await File.WriteAllTextAsync(Path.Combine(Location, "taskscheduler.db"), "present", Cancel);
        await File.WriteAllTextAsync(Path.Combine(Location, "taskscheduler.db-wal"), "journal", Cancel);
    }

    public async Task<RestorePlan> PrepareAsync(string file)
    {
        using var folder = Folder();
        var prepared = await new DataRestorer(folder, TimeProvider.System).PrepareAsync(file, (_, _) => { }, Cancel);
        Assert.Empty(prepared.Faults);
        return prepared.Value!;
    }

    public async Task<RestorePlan> RestoreAsync(string file)
    {
        using var folder = Folder();
        folder.Take();
        var restorer = new DataRestorer(folder, TimeProvider.System);
        var prepared = await restorer.PrepareAsync(file, (_, _) => { }, Cancel);
        Assert.Empty(prepared.Faults);
        restorer.Do(prepared.Value!, makeUp: true);
        return prepared.Value!;
    }

    public async Task<string> RefusalAsync(string file)
    {
        using var folder = Folder();
        return Assert.Single((await new DataRestorer(folder, TimeProvider.System).PrepareAsync(file, (_, _) => { }, Cancel)).Faults).Message;
    }

    public DataFolder Folder() => new(Options.Create(new StorageOptions { DataDirectory = Location }));

    public long Number(string sql, byte[]? id = null)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (id is not null)
            command.Parameters.AddWithValue("@id", id);
        return (long)command.ExecuteScalar()!;
    }

    public string? Text(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()?.ToString();
    }

    public SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(Location, "taskscheduler.db")};Pooling=False");
        connection.Open();
        return connection;
    }
}
