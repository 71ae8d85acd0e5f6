using System.Text.Json.Nodes;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.TaskTypes.Command;

/// <summary>Commands in the real core, from the task to the outcome.</summary>
public sealed class CommandRunsTests
{
    private static readonly (string, string) on = ("TaskScheduler:Commands:Enabled", "true");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_switched_off_the_type_is_not_offered_and_saving_a_task_of_it_names_the_setting()
    {
        await using var engine = await SchedulerDriver.StartAsync();

        var created = await engine.Tasks.CreateAsync(Draft("true"), Cancel);

        Assert.DoesNotContain(engine.Get<TaskTypeCatalog>().Descriptions, type => type.Key == "command");
        var fault = Assert.Single(created.Faults);
        Assert.Equal("type", fault.Field);
        Assert.Contains("TaskScheduler:Commands:Enabled", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switched_on_a_command_runs_and_ends_with_its_exit_code()
    {
        await using var engine = await SchedulerDriver.StartAsync(on);

        Assert.Empty((await engine.Tasks.CreateAsync(Draft("exit 7"), Cancel)).Faults);

        var run = Assert.Single(await engine.EndedAsync());
        Assert.Equal((RunState.Failed, "The program ended with exit code 7; expected was 0."), (run.State, run.Error));
    }

    [Fact]
    public async Task What_a_killed_program_left_running_is_ended_before_its_run_is_tried_again()
    {
        using var folder = new TemporaryFolder();
        await using var engine = await SchedulerDriver.StartAsync(on);
        // The first attempt stays; the second notes whether the first is still there.
        var line = $"cd {folder.Location}; if [ $TASKSCHEDULER_ATTEMPT = 1 ]; then echo $$ >first; echo up >up; exec sleep 100000; fi; kill -0 $(cat first) 2>/dev/null && exit 9; exit 0";
        System.Diagnostics.Process.Start("mkfifo", [Path.Combine(folder.Location, "up")]).WaitForExit();
        await engine.Tasks.CreateAsync(Draft(line), Cancel);
        Assert.Equal("up\n", await File.ReadAllTextAsync(Path.Combine(folder.Location, "up"), Cancel));

        await engine.CrashAndStartAgainAsync();

        var run = Assert.Single(await engine.EndedAsync());
        Assert.Equal((RunState.Succeeded, 2), (run.State, run.Attempt));
    }

    private static TaskDraft Draft(string line) => new()
    {
        Title = "Back up",
        Type = "command",
        Payload = new JsonObject { ["program"] = line, ["shell"] = true },
        Schedule = new() { Kind = "immediate" },
        Execution = SchedulerDriver.Once,
    };
}
