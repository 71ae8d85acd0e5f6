using TaskScheduler.Core.TaskTypes.Command;

namespace TaskScheduler.Tests.TaskTypes.Command;

/// <summary>What can't be started: said in a sentence, and never tried again by itself.</summary>
public sealed class CommandFaultTests : IDisposable
{
    private readonly CommandBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public Task A_name_that_no_folder_has() => FailsAsync(new { program = "no-such-program; true" }, "There is no program 'no-such-program; true' in the folders of PATH");

    [Fact]
    public Task A_path_that_leads_nowhere() => FailsAsync(new { program = "/no/such/program" }, "The program /no/such/program does not exist");

    [Fact]
    public Task A_path_that_leads_to_a_folder() => FailsAsync(new { program = bench.Folder }, $"{bench.Folder} is a folder");

    [Fact]
    public async Task A_file_that_is_not_executable()
    {
        var file = Path.Combine(bench.Folder, "notes.txt");
        await File.WriteAllTextAsync(file, "true", TestContext.Current.CancellationToken);

        await FailsAsync(new { program = file }, $"The file {file} is not executable; make it so with chmod +x");
    }

    [Fact]
    public Task A_working_folder_that_is_missing() => FailsAsync(new { program = "true", workingFolder = "/no/such/folder" }, "The working folder /no/such/folder does not exist");

    [Fact]
    public Task A_working_folder_that_is_no_full_path() => FailsAsync(new { program = "true", workingFolder = "here" }, "The working folder here has to be a full path.");

    [Fact]
    public Task More_arguments_than_the_system_takes() =>
        FailsAsync(new { program = "true", environment = Enumerable.Range(0, 50).ToDictionary(number => $"V{number}", _ => new string('x', 8_000)), arguments = Enumerable.Repeat(new string('\u6f22', 8_000), 100) }, "The program true could not be started: Argument list too long.");

    [Fact]
    public async Task Any_program_while_commands_are_switched_off()
    {
        bench.Options.Enabled = false;

        await FailsAsync(new { program = bench.Script("touch made"), workingFolder = bench.Folder }, "Tasks that run commands are switched off on this server. Whoever runs it can allow them with the setting TaskScheduler:Commands:Enabled.");

        Assert.False(File.Exists(Path.Combine(bench.Folder, "made")));
    }

    [Fact]
    public async Task A_program_outside_of_the_folders_that_are_allowed()
    {
        bench.Options.Folders = Directory.CreateDirectory(Path.Combine(bench.Folder, "allowed")).FullName;
        bench.Script("echo inside", "allowed/inside");
        var outside = bench.Script("echo outside", "allowed-not");
        File.CreateSymbolicLink(Path.Combine(bench.Folder, "allowed", "link"), "../allowed-not");
        Directory.CreateSymbolicLink(Path.Combine(bench.Folder, "allowed", "up"), "..");

        Assert.Null((await bench.RunAsync(new { program = Path.Combine(bench.Folder, "allowed", "inside") })).Error);
        foreach (var program in new[] { outside, $"{bench.Folder}/allowed/link", $"{bench.Folder}/allowed/up/allowed-not", $"{bench.Folder}/allowed/../allowed-not" })
            await FailsAsync(new { program }, $"The program {outside} may not be run: it is not below a folder that TaskScheduler:Commands:Folders names.");
        await FailsAsync(new { program = "echo", shell = true }, "may not be run: it is not below a folder that TaskScheduler:Commands:Folders names.");
    }

    [Theory]
    [InlineData("tools")]
    [InlineData("/no/such/folder")]
    public void Folders_that_are_none_keep_the_program_from_starting(string folders) =>
        Assert.Equal($"TaskScheduler:Commands:Folders names '{folders}'; it has to be the full path of a folder that exists.", new CommandOptionsCheck().Validate(null, new() { Folders = $"/tmp; {folders}" }).FailureMessage);

    private async Task FailsAsync(object payload, string sentence)
    {
        var performance = await bench.RunAsync(payload);

        Assert.Contains(sentence, performance.Error, StringComparison.Ordinal);
        Assert.True(performance.IsFinal);
    }
}
