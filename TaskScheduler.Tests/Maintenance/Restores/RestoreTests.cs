using TaskScheduler.Core.Maintenance.Backups;
using TaskScheduler.Core.Maintenance.Restores;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Maintenance.Restores;

public sealed class RestoreTests : IDisposable
{
    private readonly RestoredFolder target = new();

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

        var plan = await target.RestoreAsync(driver.Get<BackupShelf>().PathOf(backup));
        Assert.Equal("ok", target.Text("PRAGMA integrity_check"));
        Assert.Equal(plan.Facts.Runs, target.Number("SELECT COUNT(*) FROM runs"));
        Assert.Equal(0, target.Number("SELECT COUNT(*) FROM runs r WHERE NOT EXISTS (SELECT 1 FROM tasks t WHERE t.id = r.task_id)"));
        Assert.Equal(0, target.Number("SELECT COUNT(*) FROM plans p JOIN runs r ON r.id = p.last_run_id WHERE r.ended_at IS NULL"));
        foreach (var run in before)
            Assert.Equal(1, target.Number("SELECT COUNT(*) FROM runs WHERE id = @id AND ended_at IS NOT NULL", run.ToByteArray(true)));
    }

    [Fact]
    public async Task What_takes_its_place_is_kept_aside_and_the_keys_come_with_the_data()
    {
        var file = await target.BackupAsync("key one");
        await target.PresentAsync("key two");

        var plan = await target.RestoreAsync(file);

        Assert.Equal("key one", await File.ReadAllTextAsync(Path.Combine(target.Location, "keys", "key.xml"), Cancel));
        Assert.Equal("key two", await File.ReadAllTextAsync(Path.Combine(plan.Aside!, "keys", "key.xml"), Cancel));
        Assert.Equal("present", await File.ReadAllTextAsync(Path.Combine(plan.Aside!, "taskscheduler.db"), Cancel));
        Assert.Equal("journal", await File.ReadAllTextAsync(Path.Combine(plan.Aside!, "taskscheduler.db-wal"), Cancel));
        Assert.False(File.Exists(Path.Combine(target.Location, "taskscheduler.db-wal")));
        Assert.Equal(1, target.Number("SELECT COUNT(*) FROM tasks"));
    }

    [Fact]
    public async Task What_is_no_whole_backup_is_refused_in_words()
    {
        var file = await target.BackupAsync("key");
        Assert.Contains("There is no file", await target.RefusalAsync(file + ".not"), StringComparison.Ordinal);

        var text = Path.Combine(target.Location, "text.zip");
        await File.WriteAllTextAsync(text, "Not a backup", Cancel);
        Assert.Contains("is no backup of TaskScheduler", await target.RefusalAsync(text), StringComparison.Ordinal);

        var bytes = await File.ReadAllBytesAsync(file, Cancel);
        Array.Fill(bytes, (byte)0x55, bytes.Length / 2, 500);
        await File.WriteAllBytesAsync(file, bytes, Cancel);
        Assert.Contains("damaged", await target.RefusalAsync(file), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(target.Location, "taskscheduler.db")));
        Assert.False(Directory.Exists(Path.Combine(target.Location, "restore.new")));
    }

    [Fact]
    public async Task A_backup_of_a_newer_program_is_refused()
    {
        var file = await target.BackupAsync("key", "INSERT INTO schema_versions (version, name, applied_at) VALUES (99, 'Later', 0)");

        Assert.Contains("newer TaskScheduler", await target.RefusalAsync(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compacting_gives_free_pages_back_and_keeps_everything_else()
    {
        await target.RestoreAsync(await target.BackupAsync("key one"));
        await using (var connection = target.Open())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE filler AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) SELECT randomblob(4000) AS x FROM n; DROP TABLE filler";
            await command.ExecuteNonQueryAsync(Cancel);
        }

        using (var folder = target.Folder())
        {
            folder.Take();
            var done = new DataCompactor(folder).Do().Value!;
            Assert.InRange(done.After, 1, done.Before - 1_000_000);
        }

        Assert.Equal(1, target.Number("SELECT COUNT(*) FROM tasks"));
        Assert.Equal(0, target.Number("PRAGMA freelist_count"));
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
}
