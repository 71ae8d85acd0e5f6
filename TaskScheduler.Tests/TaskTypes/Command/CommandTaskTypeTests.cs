using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Tests.TaskTypes.Command;

public sealed class CommandTaskTypeTests : IDisposable
{
    // Those after TMPDIR are the shell's own and the task's.
    private static readonly string[] expected =
    [
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TMPDIR", "PWD", "OLDPWD", "SHLVL", "_",
        "BACKUP_DIR", "TASKSCHEDULER_RUN_ID", "TASKSCHEDULER_TASK_ID", "TASKSCHEDULER_ATTEMPT", "TASKSCHEDULER_DUE",
    ];

    private readonly CommandBench bench = new();

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData("plain")]
    [InlineData("two words")]
    [InlineData("")]
    [InlineData("-rf")]
    [InlineData("--")]
    [InlineData("line 1\nline 2")]
    [InlineData("it's \"quoted\" \\ and 'again")]
    [InlineData("$(touch made) `touch made` ${HOME} $0")]
    [InlineData("; touch made # | && > made")]
    [InlineData("*")]
    [InlineData("日本語 ä \u202E")]
    public async Task An_argument_arrives_as_it_was_written(string argument)
    {
        var script = bench.Script("""printf '%s arguments\n' $#; printf '<%s>' "$@" """);

        var performance = await bench.RunAsync(new { program = script, arguments = new[] { argument, "last" }, workingFolder = bench.Folder });

        Assert.Equal(Performance.Succeeded(), performance);
        Assert.Equal($"2 arguments\n<{argument}><last>\nExit code 0.\n", bench.Output.Text);
        Assert.Equal([script], Directory.GetFiles(bench.Folder));
    }

    [Fact]
    public async Task A_shell_is_used_when_asked_for_and_is_given_the_arguments()
    {
        await bench.RunAsync(new { program = "echo \"$#: $1\" | tr a-z A-Z", arguments = new[] { "one; two", "-x" }, shell = true });

        Assert.Equal("2: ONE; TWO\nExit code 0.\n", bench.Output.Text);
    }

    [Fact]
    public async Task Both_outputs_are_kept_in_the_order_in_which_they_came()
    {
        await bench.RunAsync(new { program = bench.Script("for i in 1 2 3 4; do echo out $i; echo error $i >&2; done") });

        Assert.Equal("out 1\nerror 1\nout 2\nerror 2\nout 3\nerror 3\nout 4\nerror 4\nExit code 0.\n", bench.Output.Text);
    }

    [Fact]
    public async Task A_program_without_output_leaves_its_exit_code()
    {
        Assert.Equal(Performance.Succeeded(), await bench.RunAsync(new { program = "true" }));

        Assert.Equal("Exit code 0.\n", bench.Output.Text);
    }

    [Theory]
    [InlineData(0, null, null, null, false)]
    [InlineData(3, null, null, "The program ended with exit code 3; expected was 0.", false)]
    [InlineData(3, "0,2-4", null, null, false)]
    [InlineData(0, "1", null, "The program ended with exit code 0; expected was 1.", false)]
    [InlineData(5, "0,2-4", "5-9", "The program ended with exit code 5; expected was 0,2-4.", true)]
    public async Task The_exit_code_says_how_the_run_ends(int code, string? expected, string? final, string? error, bool isFinal)
    {
        var performance = await bench.RunAsync(new { program = bench.Script($"exit {code}"), expectedExitCodes = expected, finalExitCodes = final });

        Assert.Equal((error, isFinal), (performance.Error, performance.IsFinal));
        Assert.EndsWith($"Exit code {code}.\n", bench.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_a_signal_ends_has_failed()
    {
        var performance = await bench.RunAsync(new { program = bench.Script("kill -SEGV $$") });

        Assert.Equal("The program ended with exit code 139; expected was 0. A code above 128 mostly means that a signal ended it: 11.", performance.Error);
    }

    [Theory]
    [InlineData("text of the task", """{"a":1}""", "text of the task")]
    [InlineData(null, """{"a":"ä"}""", """{"a":"ä"}""")]
    [InlineData(null, null, "")]
    public async Task The_input_is_the_tasks_own_or_what_it_was_started_with(string? text, string? given, string expected)
    {
        await bench.RunAsync(new { program = "cat", input = text }, input: given);

        Assert.Equal(expected.Length == 0 ? "Exit code 0.\n" : $"{expected}\nExit code 0.\n", bench.Output.Text);
    }

    [Fact]
    public async Task A_program_need_not_read_its_input()
    {
        var performance = await bench.RunAsync(new { program = "true", input = new string('x', 250_000) });

        Assert.Null(performance.Error);
    }

    [Fact]
    public async Task Nothing_of_the_servers_environment_reaches_the_program_but_what_it_needs()
    {
        Environment.SetEnvironmentVariable("LEAKY_PASSWORD_OF_THE_SERVER", "s3cret");
        var run = Guid.CreateVersion7();

        await bench.RunAsync(new { program = "env", environment = new { BACKUP_DIR = "/mnt/a b", LANG = "xx" } }, runId: run);

        var names = bench.Output.Text.Split('\n').Where(line => line.Contains('=')).Select(line => line.Split('=')[0]).ToList();
        Assert.DoesNotContain("LEAKY_PASSWORD_OF_THE_SERVER", names);
        Assert.All(names, name => Assert.True(expected.Contains(name) || name.StartsWith("LC_", StringComparison.Ordinal), name));
        Assert.All(["BACKUP_DIR=/mnt/a b\n", "LANG=xx\n", $"TASKSCHEDULER_RUN_ID={run}\n", "TASKSCHEDULER_ATTEMPT=2\n", "TASKSCHEDULER_DUE=2026-12-01T12:00:00Z\n"], line => Assert.Contains(line, bench.Output.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_program_runs_in_its_working_folder()
    {
        Directory.CreateDirectory(Path.Combine(bench.Folder, "in here"));
        bench.Script("pwd", "in here/where");

        await bench.RunAsync(new { program = "./where", workingFolder = Path.Combine(bench.Folder, "in here") });

        Assert.Equal($"{bench.Folder}/in here\nExit code 0.\n", bench.Output.Text);
    }
}
