using TaskScheduler.Core.TaskTypes.Command;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.TaskTypes.Command;

public sealed class ProcessTreeTests : IDisposable
{
    // Each says that it is there, and then waits for a signal.
    private const string Stay = "echo up $$; exec /bin/sleep 100000";

    private readonly CommandBench bench = new();
    private readonly CancellationTokenSource stop = new();

    public void Dispose()
    {
        bench.Dispose();
        stop.Dispose();
    }

    [Theory]
    [InlineData("children and grandchildren", "sh -c './stay & ./stay; true' & ./stay", 3)]
    [InlineData("a child in a session of its own", "setsid ./stay & ./stay", 2)]
    [InlineData("a daemon that let its parents die", "(setsid sh -c './stay &' &) ; ./stay", 2)]
    [InlineData("a child without its environment", "env -i ./stay & ./stay", 2)]
    [InlineData("a child without its environment, in a session of its own", "env -i setsid ./stay & ./stay", 2)]
    [InlineData("a child that stands still", "sh -c 'echo up $$; kill -STOP $$' & ./stay", 2)]
    public async Task A_run_that_is_stopped_takes_with_it(string what, string line, int processes)
    {
        bench.Script(Stay, "stay");
        var running = bench.RunAsync(new { program = line, shell = true, workingFolder = bench.Folder }, stop.Token);
        await bench.Output.UntilAsync("up ", processes);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(processes, bench.Up().Count);
        Assert.All(bench.Up(), process => Assert.False(CommandBench.IsAlive(process), what));
        Assert.EndsWith("It was stopped before its end.\n", bench.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_may_tidy_up_before_it_ends()
    {
        var running = bench.RunAsync(new { program = bench.Script("trap 'echo tidy; exit 0' TERM; sleep 100000 & echo up $$; wait") }, stop.Token);
        await bench.Output.UntilAsync("up ");

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Contains("tidy\n", bench.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_does_not_heed_it_is_killed_after_the_grace()
    {
        var time = new ManualTime(SchedulerDriver.Noon);
        using var stubborn = new CommandBench(time);
        var running = stubborn.RunAsync(new { program = stubborn.Script("trap 'echo no' TERM; echo up $$; while :; do sleep 100000; done") }, stop.Token);
        await stubborn.Output.UntilAsync("up ");
        await stop.CancelAsync();
        await stubborn.Output.UntilAsync("no\n");
        Assert.True(CommandBench.IsAlive(stubborn.Up()[0]));

        time.Advance(ProcessTree.Grace);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.False(CommandBench.IsAlive(stubborn.Up()[0]));
    }

    [Fact]
    public async Task What_a_program_leaves_in_the_background_ends_with_it_and_is_said()
    {
        // The pipe keeps the program from ending before the other is there.
        var performance = await bench.RunAsync(new { program = $"mkfifo up; sh -c 'echo >up; {Stay}' & read line <up; echo done", shell = true, workingFolder = bench.Folder });

        Assert.Null(performance.Error);
        Assert.EndsWith("It left 1 process in the background, ended with it.\nExit code 0.\n", bench.Output.Text, StringComparison.Ordinal);
        Assert.All(bench.Up(), process => Assert.False(CommandBench.IsAlive(process)));
    }

    [Fact]
    public async Task A_process_that_nobody_can_find_does_not_hold_the_run()
    {
        bench.Script(Stay, "stay");
        // Without the environment, in a session of its own, and its parent gone before anybody looked.
        var performance = await bench.RunAsync(new { program = "env -i setsid sh -c './stay &'", shell = true, workingFolder = bench.Folder });
        try
        {
            Assert.Null(performance.Error);
            Assert.Contains("A process that it left in the background holds its output", bench.Output.Text, StringComparison.Ordinal);
        }
        finally
        {
            foreach (var process in bench.Up())
                System.Diagnostics.Process.GetProcessById(process).Kill();
        }
    }

    [Fact]
    public async Task The_processes_of_another_run_are_left_alone()
    {
        using var other = new CommandBench();
        using var stopOther = new CancellationTokenSource();
        var (running, runningToo) = (bench.RunAsync(new { program = Stay, shell = true }, stop.Token), other.RunAsync(new { program = Stay, shell = true }, stopOther.Token));
        await bench.Output.UntilAsync("up ");
        await other.Output.UntilAsync("up ");

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.True(CommandBench.IsAlive(Assert.Single(other.Up())));
        await stopOther.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runningToo);
    }
}
