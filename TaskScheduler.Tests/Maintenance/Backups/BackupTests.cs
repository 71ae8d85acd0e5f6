using Microsoft.Data.Sqlite;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Maintenance.Backups;
using TaskScheduler.Core.Maintenance.Progress;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Tests.Notifications;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Maintenance.Backups;

public sealed class BackupTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_backup_is_checked_and_only_its_owner_can_read_it()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.CreateAsync(new ScheduleDraft { Kind = "cron", Cron = "0 9 * * *", TimeZone = "UTC" });

        var backup = (await MakeAsync(driver)).Value!;

        Assert.Equal("taskscheduler-2026-12-01T120000Z.zip", backup.Name);
        Assert.Equal((1, 0), (backup.Manifest!.Facts.Tasks, backup.Manifest.Facts.Runs));
        Assert.Equal(backup, driver.Get<BackupShelf>().LastGood! with { Manifest = backup.Manifest, WrittenAt = backup.WrittenAt });
        var shelf = driver.Get<BackupShelf>();
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(shelf.PathOf(backup)));
        Assert.Equal([backup.Name], Directory.GetFileSystemEntries(shelf.Location).Select(Path.GetFileName));
        Assert.Equal(WorkState.Done, driver.Get<WorkBoard>().List().Single().State);
    }

    [Fact]
    public async Task So_many_are_kept_and_those_that_cannot_be_read_take_no_place()
    {
        await using var driver = await SchedulerDriver.StartAsync(("TaskScheduler:Backup:Keep", "2"));
        var shelf = driver.Get<BackupShelf>();
        var first = (await MakeAsync(driver)).Value!;
        var broken = (await MakeAsync(driver)).Value!;
        await File.WriteAllTextAsync(shelf.PathOf(broken), "no backup", Cancel);
        await File.WriteAllTextAsync(Path.Combine(shelf.Location, "notes.txt"), "not ours", Cancel);

        for (var second = 1; second <= 2; second++)
        {
            driver.Time.Advance(TimeSpan.FromSeconds(1));
            Assert.True((await MakeAsync(driver)).Succeeded);
        }

        Assert.Equal(["taskscheduler-2026-12-01T120002Z.zip", "taskscheduler-2026-12-01T120001Z.zip"], shelf.List().Where(backup => backup.IsGood).Select(backup => backup.Name));
        Assert.False(File.Exists(shelf.PathOf(first)));
        Assert.True(File.Exists(Path.Combine(shelf.Location, "notes.txt")));
    }

    [Fact]
    public async Task The_last_good_one_cannot_be_deleted()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var (first, second) = ((await MakeAsync(driver)).Value!, (await MakeAsync(driver)).Value!);
        var store = driver.Get<BackupStore>();

        Assert.True((await store.DeleteAsync(first.Name)).Succeeded);
        Assert.Equal(Refusal.Conflict, (await store.DeleteAsync(second.Name)).Refusal);
        Assert.Equal(Refusal.NotFound, (await store.DeleteAsync("../taskscheduler.db")).Refusal);
        driver.Caller.Becomes("Olga", Role.Operator);
        Assert.Equal(Refusal.Forbidden, (await store.DeleteAsync(second.Name)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await store.OpenAsync(second.Name)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await store.StartAsync()).Refusal);
        Assert.Equal([second.Name], driver.Get<BackupShelf>().List().Select(backup => backup.Name));
    }

    [Fact]
    public async Task What_a_killed_program_had_begun_is_cleared_away_by_the_next_backup()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        var shelf = driver.Get<BackupShelf>();
        var (_, _, folder) = shelf.Prepare(SchedulerDriver.Noon.AddDays(-1));
        await File.WriteAllTextAsync(Path.Combine(folder, "taskscheduler.db"), "half of it", Cancel);
        Assert.Empty(shelf.List());

        Assert.True((await MakeAsync(driver)).Succeeded);

        Assert.False(Directory.Exists(folder));
        Assert.Single(shelf.List());
    }

    [Fact]
    public async Task A_failure_is_kept_for_those_who_look_until_the_next_one_is_good()
    {
        using var folder = new TemporaryFolder();
        var place = Path.Combine(folder.Location, "file");
        await File.WriteAllTextAsync(place, "in the way", Cancel);
        await using var driver = await SchedulerDriver.StartAsync(("TaskScheduler:Backup:Folder", place));

        Assert.False((await MakeAsync(driver)).Succeeded);
        Assert.Equal(SchedulerDriver.Noon, driver.Get<BackupShelf>().Facts.FailedAt);
        Assert.Equal(WorkState.Failed, driver.Get<WorkBoard>().List().Single().State);
        File.Delete(place);
        Assert.True((await MakeAsync(driver)).Succeeded);

        Assert.Null(driver.Get<BackupShelf>().Facts.FailedAt);
        Assert.NotNull(driver.Get<BackupShelf>().Facts.LastGood);
    }

    [Fact]
    public async Task Administrators_are_told_of_a_failure_once_a_day()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.AddAccountAsync("anna@example.org");
        await driver.AddAccountAsync("olga@example.org", Role.Operator);

        await driver.Get<BackupNotice>().TellAsync("The disk is full.");
        driver.Time.Advance(TimeSpan.FromHours(1));
        await driver.Get<BackupNotice>().TellAsync("The disk is full.");

        var told = Assert.Single(await driver.OutboxAsync());
        Assert.Equal(("anna@example.org", "No backup was made"), (told.Destination, told.Subject));
        Assert.Contains("The disk is full.", told.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_is_made_every_day_at_its_time_in_its_zone()
    {
        await using var driver = await SchedulerDriver.StartAsync(("TaskScheduler:Backup:Daily", "true"), ("TaskScheduler:Backup:At", "14:00"), ("TaskScheduler:Backup:TimeZone", "Europe/Berlin"));
        var shelf = driver.Get<BackupShelf>();
        var made = Made(driver);
        Assert.Equal(SchedulerDriver.Noon.AddHours(1), shelf.NextAt);

        driver.Time.JumpTo(SchedulerDriver.Noon.AddHours(1));
        await made.WaitAsync(Cancel);

        Assert.Equal(SchedulerDriver.Noon.AddHours(1), shelf.LastGood!.At);
    }

    [Theory]
    [InlineData(null, "2026-12-02T02:00:00Z")]
    [InlineData("2026-12-01T02:00:00Z", "2026-12-02T02:00:00Z")]
    [InlineData("2026-11-28T02:00:05Z", "2026-11-29T02:00:00Z")]
    [InlineData("2026-12-01T01:59:00Z", "2026-12-01T02:00:00Z")]
    public void The_next_is_due_at_the_first_time_of_day_after_the_last_good_one(string? last, string next)
    {
        var options = new BackupOptions { At = "03:00", TimeZone = "Europe/Berlin" };

        Assert.Equal(At(next), BackupWatch.NextAfter(last is null ? null : At(last), SchedulerDriver.Noon, options));
    }

    [Fact]
    public async Task A_database_that_is_damaged_makes_no_backup()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await using (var connection = new SqliteConnection($"Data Source={driver.DatabaseFile};Pooling=False"))
        {
            await connection.OpenAsync(Cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA writable_schema = ON; UPDATE sqlite_master SET rootpage = 3 WHERE name = 'runs_by_end'";
            await command.ExecuteNonQueryAsync(Cancel);
        }

        var made = await MakeAsync(driver);

        Assert.Contains("can't be used", made.Faults.Single().Message, StringComparison.Ordinal);
        Assert.Empty(driver.Get<BackupShelf>().List());
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static Task<Result<BackupFile>> MakeAsync(SchedulerDriver driver) => driver.Get<BackupMaker>().Start(null).Ended.WaitAsync(Cancel);

    private static Task Made(SchedulerDriver driver)
    {
        var board = driver.Get<WorkBoard>();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        board.Listen(() =>
        {
            if (board.List().Any(work => work is { Kind: WorkKind.Backup, State: WorkState.Done }))
                ended.TrySetResult();
        });
        return ended.Task;
    }
}
