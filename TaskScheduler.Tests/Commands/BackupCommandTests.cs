using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Commands;

public sealed class BackupCommandTests : IDisposable
{
    // Another than the one with which the second program would make the account.
    private const string Password = "the one of the first program";

    private readonly TemporaryFolder data = new();
    private readonly TemporaryFolder other = new();
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_backup_of_a_running_program_is_restored_elsewhere_and_the_same_people_sign_in()
    {
        var file = Path.Combine(other.Location, "kept.zip");
        await using (var program = ProgramProcess.StartOn(data.Location, ["--urls", "http://127.0.0.1:0", .. Administrator.Arguments, $"--TaskScheduler:Admin:Password={Password}"]))
        {
            await program.LineAsync("listens on", stop);
            var made = await RunAsync(data, "backup", "--to", file);
            Assert.Equal((0, ""), (made.ExitCode, made.Errors));
            Assert.Contains($"copied it to {file}", made.Output, StringComparison.Ordinal);
            var refused = await RunAsync(data, "restore", file, "--yes");
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains("Another TaskScheduler already uses the data folder", refused.Errors, StringComparison.Ordinal);
        }

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        using var elsewhere = new TemporaryFolder();
        var restored = await RunAsync(elsewhere, "restore", file, "--yes");
        Assert.Equal((0, ""), (restored.ExitCode, restored.Errors));
        Assert.Contains("1 account", restored.Output, StringComparison.Ordinal);
        await using var again = new RunningApp().With("TaskScheduler:DataDirectory", elsewhere.Location).Start();
        using var form = new SignInForm(again.Address);
        Assert.NotNull((await form.SignInAsync(Administrator.Email, Password)).LeadsTo);
    }

    [Fact]
    public async Task A_stopped_program_is_backed_up_and_nothing_is_restored_unless_somebody_says_so()
    {
        await using (new RunningApp().With("TaskScheduler:DataDirectory", data.Location).Start())
        {
            // Started once, so that there is something.
        }

        Assert.Equal(0, (await RunAsync(data, "backup")).ExitCode);
        var file = Assert.Single(Directory.GetFiles(Path.Combine(data.Location, "backups"), "*.zip"));
        var before = await File.ReadAllBytesAsync(Path.Combine(data.Location, "taskscheduler.db"), stop);

        var asked = await RunAsync(data, "restore", file);

        Assert.Equal(1, asked.ExitCode);
        Assert.Contains("It takes the place of the data in", asked.Output, StringComparison.Ordinal);
        Assert.Contains("Say --yes", asked.Errors, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(data.Location, "taskscheduler.db"), stop));
    }

    public void Dispose()
    {
        data.Dispose();
        other.Dispose();
    }

    private async Task<Ending> RunAsync(TemporaryFolder folder, params string[] arguments)
    {
        await using var command = ProgramProcess.StartOn(folder.Location, arguments);
        return await command.EndAsync(stop);
    }
}
