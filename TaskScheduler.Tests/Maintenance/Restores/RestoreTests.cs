using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Maintenance.Backups;
using TaskScheduler.Core.Maintenance.Restores;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Maintenance.Restores;

public sealed class RestoreTests : IDisposable
{
    private static readonly string[] items = ["taskscheduler.db", "keys"];

    private readonly TemporaryFolder target = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_backup_under_load_holds_all_that_was_committed_before_it_began_and_nothing_by_halves()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        using var enough = new CancellationTokenSource();
        var loading = LoadAsync(driver, enough.Token);
        await driver.EndedAsync(50);
        var before = (await driver.EndedAsync(50)).Select(run => run.Id).ToHashSet();

        var backup = (await driver.Get<BackupMaker>().Start(null).Ended.WaitAsync(Cancel)).Value!;
        await enough.CancelAsync();
        await loading;

        var plan = await RestoreAsync(driver.Get<BackupShelf>().PathOf(backup));
        Assert.Equal("ok", Text("PRAGMA integrity_check"));
        Assert.Equal(plan.Facts.Runs, Number("SELECT COUNT(*) FROM runs"));
        Assert.Equal(0, Number("SELECT COUNT(*) FROM runs r WHERE NOT EXISTS (SELECT 1 FROM tasks t WHERE t.id = r.task_id)"));
        Assert.Equal(0, Number("SELECT COUNT(*) FROM plans p JOIN runs r ON r.id = p.last_run_id WHERE r.ended_at IS NULL"));
        foreach (var run in before)
            Assert.Equal(1, Number("SELECT COUNT(*) FROM runs WHERE id = @id AND ended_at IS NOT NULL", run.ToByteArray(true)));
    }

    [Fact]
    public async Task What_takes_its_place_is_kept_aside_and_the_keys_come_with_the_data()
    {
        var file = await BackupAsync("key one");
        await PresentAsync("key two");

        var plan = await RestoreAsync(file);

        Assert.Equal("key one", await File.ReadAllTextAsync(Path.Combine(target.Location, "keys", "key.xml"), Cancel));
        Assert.Equal("key two", await File.ReadAllTextAsync(Path.Combine(plan.Aside!, "keys", "key.xml"), Cancel));
        Assert.Equal("present", await File.ReadAllTextAsync(Path.Combine(plan.Aside!, "taskscheduler.db"), Cancel));
        Assert.Equal("journal", await File.ReadAllTextAsync(Path.Combine(plan.Aside!, "taskscheduler.db-wal"), Cancel));
        Assert.False(File.Exists(Path.Combine(target.Location, "taskscheduler.db-wal")));
        Assert.Equal(1, Number("SELECT COUNT(*) FROM tasks"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_kill_in_the_middle_is_made_up_for_by_the_next_who_takes_the_folder(int moves)
    {
        var file = await BackupAsync("key one");
        await PresentAsync("key two");
        await PrepareAsync(file);
        Kill(moves);

        using (var folder = Folder())
            folder.Take();

        Assert.Equal("key one", await File.ReadAllTextAsync(Path.Combine(target.Location, "keys", "key.xml"), Cancel));
        Assert.Equal(1, Number("SELECT COUNT(*) FROM tasks"));
        Assert.Equal("present", await File.ReadAllTextAsync(Path.Combine(target.Location, "aside", "taskscheduler.db"), Cancel));
        Assert.False(Directory.Exists(Path.Combine(target.Location, "restore.new")));
        Assert.False(File.Exists(Path.Combine(target.Location, "restore.decided")));
    }

    [Fact]
    public async Task Before_it_is_decided_nothing_is_changed()
    {
        var file = await BackupAsync("key one");
        await PresentAsync("key two");
        await PrepareAsync(file);

        using (var folder = Folder())
            folder.Take();

        Assert.Equal("present", await File.ReadAllTextAsync(Path.Combine(target.Location, "taskscheduler.db"), Cancel));
    }

    [Fact]
    public async Task What_is_no_whole_backup_is_refused_in_words()
    {
        var file = await BackupAsync("key");
        Assert.Contains("There is no file", await RefusalAsync(file + ".not"), StringComparison.Ordinal);

        var text = Path.Combine(target.Location, "text.zip");
        await File.WriteAllTextAsync(text, "Not a backup", Cancel);
        Assert.Contains("is no backup of TaskScheduler", await RefusalAsync(text), StringComparison.Ordinal);

        var bytes = await File.ReadAllBytesAsync(file, Cancel);
        bytes[bytes.Length / 2] ^= 0x55;
        await File.WriteAllBytesAsync(file, bytes, Cancel);
        Assert.Contains("damaged", await RefusalAsync(file), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(target.Location, "taskscheduler.db")));
        Assert.False(Directory.Exists(Path.Combine(target.Location, "restore.new")));
    }

    [Fact]
    public async Task A_backup_of_a_newer_program_is_refused()
    {
        var file = await BackupAsync("key", "INSERT INTO schema_versions (version, name, applied_at) VALUES (99, 'Later', 0)");

        Assert.Contains("newer TaskScheduler", await RefusalAsync(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_became_due_since_the_backup_is_recorded_as_missed_and_does_not_run_again()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.CreateAsync(new ScheduleDraft { Kind = "once", At = IsoText.Of(SchedulerDriver.Noon.AddHours(1)) }, "Pay the rent");
        RestoredMark.Put(Path.GetDirectoryName(driver.DatabaseFile)!, SchedulerDriver.Noon.AddHours(2));

        await driver.StopAsync();
        await driver.StartAgainAsync(TimeSpan.FromHours(2));

        var missed = Assert.Single(await driver.EndedAsync());
        Assert.Equal(RunState.Missed, missed.State);
        Assert.Contains("restored from a backup", missed.Reason, StringComparison.Ordinal);
        Assert.Empty(driver.Work.Performed);
        Assert.Null(driver.Get<RestoredMark>().At);
    }

    [Fact]
    public async Task What_becomes_due_after_the_restore_is_made_up_for_as_ever()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.CreateAsync(new ScheduleDraft { Kind = "interval", Every = "PT1H", StartAt = IsoText.Of(SchedulerDriver.Noon.AddHours(1)) });
        RestoredMark.Put(Path.GetDirectoryName(driver.DatabaseFile)!, SchedulerDriver.Noon.AddHours(2));

        await driver.StopAsync();
        await driver.StartAgainAsync(TimeSpan.FromHours(3));

        Assert.Equal([RunState.Missed, RunState.Succeeded], (await driver.EndedAsync(2)).Select(run => run.State).OrderDescending());
    }

    [Fact]
    public async Task Compacting_gives_free_pages_back_and_keeps_everything_else()
    {
        await RestoreAsync(await BackupAsync("key one"));
        await using (var connection = Open())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE filler AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) SELECT randomblob(4000) AS x FROM n; DROP TABLE filler";
            await command.ExecuteNonQueryAsync(Cancel);
        }

        using (var folder = Folder())
        {
            folder.Take();
            var done = new DataCompactor(folder).Do().Value!;
            Assert.InRange(done.After, 1, done.Before - 1_000_000);
        }

        Assert.Equal(1, Number("SELECT COUNT(*) FROM tasks"));
        Assert.Equal(0, Number("PRAGMA freelist_count"));
        Assert.Equal("key one", await File.ReadAllTextAsync(Path.Combine(target.Location, "keys", "key.xml"), Cancel));
        Assert.Empty(Directory.GetDirectories(target.Location, "before-compact*"));
    }

    public void Dispose() => target.Dispose();

    private static async Task LoadAsync(SchedulerDriver driver, CancellationToken enough)
    {
        for (var number = 0; !enough.IsCancellationRequested; number++)
        {
            await driver.CreateAsync(new ScheduleDraft { Kind = "immediate" }, $"Load {number}");
            await driver.EndedAsync(Math.Min(number, 50));
        }
    }

    /// <summary>A backup of a program with one task; returns its file, in the target folder.</summary>
    private async Task<string> BackupAsync(string key, string? sql = null)
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.CreateAsync(new ScheduleDraft { Kind = "cron", Cron = "0 9 * * *", TimeZone = "UTC" });
        await File.WriteAllTextAsync(Path.Combine(driver.Get<DataFolder>().OwnOnly("keys").FullName, "key.xml"), key, Cancel);
        var made = (await driver.Get<BackupMaker>().Start(null).Ended.WaitAsync(Cancel)).Value!;
        var file = Path.Combine(target.Location, "backup.zip");
        if (sql is null)
        {
            File.Copy(driver.Get<BackupShelf>().PathOf(made), file);
            return file;
        }

        // Made by a program that the check of this one would not have let through.
        var database = Path.Combine(target.Location, "other.db");
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
        await BackupArchive.WriteAsync(file, made.Manifest! with { Sha256 = hash }, database, driver.Get<DataFolder>().OwnOnly("keys"), driver.Get<Core.Maintenance.Pacing.QuietPace>(), _ => { }, Cancel);
        return file;
    }

    private async Task PresentAsync(string key)
    {
        Directory.CreateDirectory(Path.Combine(target.Location, "keys"));
        await File.WriteAllTextAsync(Path.Combine(target.Location, "keys", "key.xml"), key, Cancel);
        await File.WriteAllTextAsync(Path.Combine(target.Location, "taskscheduler.db"), "present", Cancel);
        await File.WriteAllTextAsync(Path.Combine(target.Location, "taskscheduler.db-wal"), "journal", Cancel);
    }

    private async Task<RestorePlan> PrepareAsync(string file)
    {
        using var folder = Folder();
        var prepared = await new DataRestorer(folder, TimeProvider.System).PrepareAsync(file, (_, _) => { }, Cancel);
        Assert.Empty(prepared.Faults);
        return prepared.Value!;
    }

    private async Task<RestorePlan> RestoreAsync(string file)
    {
        using var folder = Folder();
        folder.Take();
        var restorer = new DataRestorer(folder, TimeProvider.System);
        var prepared = await restorer.PrepareAsync(file, (_, _) => { }, Cancel);
        Assert.Empty(prepared.Faults);
        restorer.Do(prepared.Value!, makeUp: true);
        return prepared.Value!;
    }

    private async Task<string> RefusalAsync(string file)
    {
        using var folder = Folder();
        return Assert.Single((await new DataRestorer(folder, TimeProvider.System).PrepareAsync(file, (_, _) => { }, Cancel)).Faults).Message;
    }

    // Decided, and then so many of the moves done that follow.
    private void Kill(int moves)
    {
        var aside = Directory.CreateDirectory(Path.Combine(target.Location, "aside")).FullName;
        File.WriteAllText(Path.Combine(target.Location, "restore.decided"), "aside");
        (string From, string To)[] all =
        [
            (Path.Combine(target.Location, items[1]), Path.Combine(aside, items[1])),
            (Path.Combine(target.Location, "restore.new", items[1]), Path.Combine(target.Location, items[1])),
            (Path.Combine(target.Location, "taskscheduler.db-wal"), Path.Combine(aside, "taskscheduler.db-wal")),
            (Path.Combine(target.Location, items[0]), Path.Combine(aside, items[0])),
        ];
        foreach (var (from, to) in all.Take(moves))
            Directory.Move(from, to);
    }

    private DataFolder Folder() => new(Options.Create(new StorageOptions { DataDirectory = target.Location }));

    private long Number(string sql, byte[]? id = null)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (id is not null)
            command.Parameters.AddWithValue("@id", id);
        return (long)command.ExecuteScalar()!;
    }

    private string? Text(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()?.ToString();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(target.Location, "taskscheduler.db")};Pooling=False");
        connection.Open();
        return connection;
    }
}
