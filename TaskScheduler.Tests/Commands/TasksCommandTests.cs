using System.Runtime.Versioning;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Commands;

public sealed class TasksCommandTests : IDisposable
{
    private const string Daily = "tasks:\n  - title: Nightly import\n    type: http\n    payload: { url: https://example.org/import }\n    schedule: { kind: cron, cron: 0 2 * * * }\n";

    private readonly TemporaryFolder data = new();
    private readonly TemporaryFolder files = new();
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    public void Dispose()
    {
        data.Dispose();
        files.Dispose();
    }

    [Fact]
    public async Task Commands_work_while_the_program_does_not_run_and_while_it_does()
    {
        var file = Written(Daily);
        Assert.Equal(3, (await RunAsync("tasks", "plan", file)).ExitCode);
        Assert.Equal("Added: 1, changed: 0, removed: 0, unchanged: 0.\n", (await RunAsync("tasks", "apply", file)).Output);
        Assert.Equal(0, (await RunAsync("tasks", "plan", file)).ExitCode);
        var exported = (await RunAsync("tasks", "export")).Output;

        await using var program = ProgramProcess.StartOn(data.Location, "--urls", "http://127.0.0.1:0");
        await program.LineAsync("listens on", stop);

        Assert.Equal(exported, (await RunAsync("tasks", "export")).Output);
        var changed = await RunAsync("tasks", "apply", "--prune", Written(exported.Replace("0 2 *", "0 3 *", StringComparison.Ordinal)));
        Assert.Equal("Added: 0, changed: 1, removed: 0, unchanged: 0.\n", changed.Output);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task The_control_socket_is_for_its_owner_alone_and_gone_after_a_stop()
    {
        await using var program = ProgramProcess.StartOn(data.Location, "--urls", "http://127.0.0.1:0");
        await program.LineAsync("listens on", stop);
        var socket = Path.Combine(data.Location, "control.sock");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(socket));
        program.AskToStop();
        await program.EndAsync(stop);
        Assert.False(File.Exists(socket));
    }

    [Fact]
    public async Task A_socket_that_a_killed_program_left_is_in_nobodys_way()
    {
        await using (var killed = ProgramProcess.StartOn(data.Location, "--urls", "http://127.0.0.1:0"))
        {
            await killed.LineAsync("listens on", stop);
            await killed.KillAsync();
        }

        Assert.Equal(0, (await RunAsync("tasks", "export")).ExitCode);
        await using var next = ProgramProcess.StartOn(data.Location, "--urls", "http://127.0.0.1:0");
        Assert.NotNull(await next.LineAsync("listens on", stop));
        Assert.Equal(0, (await RunAsync("tasks", "export")).ExitCode);
    }

    [Fact]
    public async Task Where_there_can_be_no_socket_the_program_says_so_and_runs()
    {
        var deep = Path.Combine(data.Location, new string('x', 120));
        await using var program = ProgramProcess.StartOn(deep, "--urls", "http://127.0.0.1:0");
        Assert.NotNull(await program.LineAsync("Commands need a stop of the program", stop));
        await program.LineAsync("listens on", stop);

        await using var command = ProgramProcess.StartOn(deep, "tasks", "export");
        var ending = await command.EndAsync(stop);

        Assert.Equal(1, ending.ExitCode);
        Assert.StartsWith("Another TaskScheduler already uses the data folder", Assert.Single(ending.Errors.Trim().Split('\n')));
    }

    [Fact]
    public async Task A_crontab_is_reported_and_created_when_asked_for()
    {
        var crontab = Written("0 5 * * * curl https://example.org/x\n@reboot start\n");

        var report = (await RunAsync("tasks", "import-crontab", crontab, "--time-zone", "Europe/Berlin")).Output;
        var applied = (await RunAsync("tasks", "import-crontab", crontab, "--time-zone", "Europe/Berlin", "--apply")).Output;

        Assert.StartsWith("line 1: mapped: GET example.org/x, Every day at 05:00 (Europe/Berlin)\n", report);
        Assert.EndsWith("To create: 1, there already: 0, did not map: 1. Add --apply to create them.\n", report);
        Assert.EndsWith("Created: 1, there already: 0, did not map: 1.\n", applied);
    }

    [Theory]
    [InlineData(2, "Unrecognized", "tasks", "plan", "a.yaml", "--prun")]
    [InlineData(2, "Required command", "tasks")]
    [InlineData(2, "Unrecognized", "taks")]
    [InlineData(2, "xml", "tasks", "export", "--format", "xml")]
    [InlineData(1, "can't be read", "tasks", "plan", "/nowhere/tasks.yaml")]
    [InlineData(1, "'some' is not known", "tasks", "export", "--status", "some")]
    [InlineData(1, "TaskScheduler:Database:Provider", "tasks", "export", "--TaskScheduler:Database:Provider=Excel")]
    public async Task What_went_wrong_is_said_and_told_by_the_exit_code(int exitCode, string said, params string[] arguments)
    {
        var ending = await RunAsync(arguments);

        Assert.Equal(exitCode, ending.ExitCode);
        Assert.Contains(said, ending.Errors);
        Assert.DoesNotContain("   at ", ending.Errors);
    }

    [Fact]
    public async Task A_faulty_file_fails_with_the_line_of_each_fault()
    {
        var file = Written(Daily.Replace("0 2", "0 25", StringComparison.Ordinal));

        var plan = await RunAsync("tasks", "plan", file);
        var apply = await RunAsync("tasks", "apply", file);

        Assert.StartsWith("! line 5, tasks[0].schedule.cron: ", plan.Output);
        Assert.Contains("(line 5)", apply.Errors);
        Assert.Equal((1, 1), (plan.ExitCode, apply.ExitCode));
    }

    private string Written(string text)
    {
        var path = Path.Combine(files.Location, Guid.NewGuid().ToString());
        File.WriteAllText(path, text);
        return path;
    }

    private async Task<Ending> RunAsync(params string[] arguments)
    {
        await using var command = ProgramProcess.StartOn(data.Location, arguments);
        return await command.EndAsync(stop);
    }
}
