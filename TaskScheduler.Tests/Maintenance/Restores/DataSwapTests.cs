namespace TaskScheduler.Tests.Maintenance.Restores;

public sealed class DataSwapTests : IDisposable
{
    private static readonly string[] items = ["taskscheduler.db", "keys"];

    private readonly RestoredFolder target = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_kill_in_the_middle_is_made_up_for_by_the_next_who_takes_the_folder(int moves)
    {
        var file = await target.BackupAsync("key one");
        await target.PresentAsync("key two");
        await target.PrepareAsync(file);
        Kill(moves);

        using (var folder = target.Folder())
            folder.Take();

        Assert.Equal("key one", await File.ReadAllTextAsync(Path.Combine(target.Location, "keys", "key.xml"), Cancel));
        Assert.Equal(1, target.Number("SELECT COUNT(*) FROM tasks"));
        Assert.Equal("present", await File.ReadAllTextAsync(Path.Combine(target.Location, "aside", "taskscheduler.db"), Cancel));
        Assert.False(Directory.Exists(Path.Combine(target.Location, "restore.new")));
        Assert.False(File.Exists(Path.Combine(target.Location, "restore.decided")));
    }

    [Fact]
    public async Task Before_it_is_decided_nothing_is_changed()
    {
        var file = await target.BackupAsync("key one");
        await target.PresentAsync("key two");
        await target.PrepareAsync(file);

        using (var folder = target.Folder())
            folder.Take();

        Assert.Equal("present", await File.ReadAllTextAsync(Path.Combine(target.Location, "taskscheduler.db"), Cancel));
    }

    public void Dispose() => target.Dispose();

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
}
