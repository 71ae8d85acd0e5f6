namespace TaskScheduler.Tests.Persistence;

/// <summary>What keeps the program from using its storage is said in one sentence, and what is there stays as it is.</summary>
public sealed class StorageStartTests : IDisposable
{
    private readonly StoredDatabase database = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task A_data_folder_that_is_a_file_is_said()
    {
        var before = database.Bytes;

        Assert.Contains("can't be created", await RefusalAsync(database.File), StringComparison.Ordinal);

        Assert.Equal(before, database.Bytes);
    }

    [Fact]
    public async Task A_data_folder_below_a_file_is_said() =>
        Assert.Contains("can't be created", await RefusalAsync(Path.Combine(database.File, "data")), StringComparison.Ordinal);

    [Theory]
    [InlineData("/proc/taskscheduler", "can't be created")]
    [InlineData("/proc", "can't be written")]
    public async Task A_data_folder_where_nobody_may_write_is_said(string location, string said)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is a folder that not even root can write on Linux only.");

        Assert.Contains(said, await RefusalAsync(location), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_database_is_said()
    {
        File.Delete(database.File);
        Directory.CreateDirectory(database.File);

        Assert.Contains("can't be opened", await RefusalAsync(database.Folder), StringComparison.Ordinal);
    }

    [Fact]
    public Task A_file_that_is_no_database_is_said_and_kept() => IsDamagedAndKeptAsync(_ => [.. Enumerable.Repeat("These are my notes. "u8.ToArray(), 500).SelectMany(text => text)]);

    [Fact]
    public Task A_database_that_was_cut_off_is_said_and_kept() => IsDamagedAndKeptAsync(whole => whole[..(whole.Length / 2)]);

    [Fact]
    public Task A_database_that_was_cut_off_within_its_header_is_said_and_kept() => IsDamagedAndKeptAsync(whole => whole[..60]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(30)]
    public Task A_page_with_other_content_is_said_and_kept(int page) => IsDamagedAndKeptAsync(whole => WithOtherPage(whole, page));

    [Fact]
    public async Task A_damaged_database_is_kept_with_the_journal_that_a_kill_left()
    {
        var folder = database.CopyAsKilled();
        var file = Path.Combine(folder, "taskscheduler.db");
        var spoiled = WithOtherPage(await File.ReadAllBytesAsync(file, Cancel), 30);
        await File.WriteAllBytesAsync(file, spoiled, Cancel);
        var journal = await File.ReadAllBytesAsync(file + "-wal", Cancel);

        await RefusalAsync(folder);

        Assert.Equal(spoiled, await File.ReadAllBytesAsync(file, Cancel));
        Assert.Equal(journal, await File.ReadAllBytesAsync(file + "-wal", Cancel));
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_said_and_kept()
    {
        database.Change(connection => StoredDatabase.Execute(connection, "INSERT INTO schema_versions (version, name, applied_at) VALUES (99, 'Of tomorrow', 0)"));
        var before = database.Bytes;

        Assert.Contains("has version 99", await RefusalAsync(database.Folder), StringComparison.Ordinal);

        Assert.Equal(before, database.Bytes);
    }

    [Fact]
    public async Task A_database_of_another_program_is_said_and_kept()
    {
        File.Delete(database.File);
        database.Change(connection => StoredDatabase.Execute(connection, "CREATE TABLE tasks (id INTEGER PRIMARY KEY, what TEXT); INSERT INTO tasks (what) VALUES ('Mine')"));
        var before = database.Bytes;

        Assert.Contains("not TaskScheduler's", await RefusalAsync(database.Folder), StringComparison.Ordinal);

        Assert.Equal(before, database.Bytes);
    }

    private async Task IsDamagedAndKeptAsync(Func<byte[], byte[]> spoil)
    {
        var spoiled = spoil(database.Bytes);
        await File.WriteAllBytesAsync(database.File, spoiled, Cancel);

        Assert.Contains("is damaged or no SQLite database", await RefusalAsync(database.Folder), StringComparison.Ordinal);

        Assert.Equal(spoiled, database.Bytes);
    }

    private static byte[] WithOtherPage(byte[] whole, int page)
    {
        for (var at = page * StoredDatabase.PageSize; at < (page + 1) * StoredDatabase.PageSize; at++)
            whole[at] ^= 0xFF;
        return whole;
    }

    private static async Task<string> RefusalAsync(string dataDirectory)
    {
        await using var program = ProgramProcess.StartOn(dataDirectory, "--urls", "http://127.0.0.1:0");
        var ending = await program.EndAsync(Cancel);
        Assert.Equal(1, ending.ExitCode);
        Assert.DoesNotContain("   at ", ending.Output, StringComparison.Ordinal);
        return Assert.Single(ending.Errors.Trim().Split('\n'));
    }
}
