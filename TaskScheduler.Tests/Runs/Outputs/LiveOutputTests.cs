using TaskScheduler.Core.Runs.Leases;
using TaskScheduler.Core.Runs.Outputs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Runs.Outputs;

/// <summary>Output while its attempt goes on.</summary>
public sealed class LiveOutputTests : IAsyncLifetime
{
    private readonly Gate gate = new();
    private SchedulerDriver driver = default!;

    private OutputStore Outputs => driver.Get<OutputStore>();

    private Guid Run => driver.Work.Performed[0].RunId;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => driver = await SchedulerDriver.StartAsync();

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Fact]
    public async Task A_line_is_written_a_second_after_it_came_and_the_next_one_joins_its_part()
    {
        await HoldAsync("first\n");
        await WrittenAsync("first\n");

        await driver.Work.Performed[0].Output.WriteAsync("second\n", Cancel);
        await WrittenAsync("first\nsecond\n");

        Assert.Single(await Outputs.StreamAsync(Run, 1, 0, Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_full_part_is_written_without_waiting()
    {
        await HoldAsync(new string('x', OutputTape.LargestPart + 1));

        Assert.Equal(OutputTape.LargestPart, (await Outputs.ExtentAsync(Run, 1, Cancel)).TotalBytes);
    }

    [Fact]
    public async Task What_was_written_before_a_crash_is_kept_with_the_attempt_that_was_lost()
    {
        await HoldAsync("about to begin\n");
        await WrittenAsync("about to begin\n");
        var run = Run;

        driver.Work.Script = ScriptedTaskType.Says("once more");
        await driver.CrashAndStartAgainAsync();
        await driver.EndedAsync();

        Assert.Equal(("about to begin\n", "once more"), (await KeptAsync(run, 1), await KeptAsync(run, 2)));
    }

    [Fact]
    public async Task What_an_interrupted_attempt_had_put_out_is_kept()
    {
        await HoldAsync("half way\n");
        var run = Run;

        await driver.StopAsync();
        driver.Work.Script = ScriptedTaskType.Says("");
        await driver.StartAgainAsync();
        await driver.EndedAsync();

        Assert.Equal("half way\n", await KeptAsync(run, 1));
    }

    [Fact]
    public async Task What_comes_after_the_attempt_has_ended_is_dropped()
    {
        driver.Work.Script = ScriptedTaskType.Says("in time");
        await driver.CreateAsync(new ScheduleDraft { Kind = "immediate" });
        await driver.EndedAsync();

        await driver.Work.Performed[0].Output.WriteAsync(new string('x', 100_000), Cancel);

        Assert.Equal("in time", await KeptAsync(Run, 1));
    }

    [Fact]
    public async Task An_attempt_that_has_lost_its_run_writes_no_more()
    {
        await HoldAsync("mine\n");
        await WrittenAsync("mine\n");
        await driver.Get<LostRunRescuer>().RescueAllAsync();

        await driver.Work.Performed[0].Output.WriteAsync(new string('x', 100_000), Cancel);

        Assert.Equal("mine\n", await KeptAsync(Run, 1));
    }

    [Fact]
    public async Task Output_is_read_from_its_beginning_while_its_middle_is_being_cut()
    {
        await HoldAsync("begin\n");
        var output = driver.Work.Performed[0].Output;
        await output.WriteAsync(new string('a', 900_000), Cancel);
        var pieces = new List<OutputPiece>();

        await foreach (var piece in Outputs.StreamAsync(Run, 1, 0, Cancel))
        {
            pieces.Add(piece);
            await output.WriteAsync(new string('b', 200_000), Cancel);
            if (pieces.Count == 30)
                gate.Open();
        }

        Assert.StartsWith("begin\n", pieces[0].Text, StringComparison.Ordinal);
        Assert.All(pieces.Zip(pieces.Skip(1)), pair => Assert.True(pair.Second.StartByte >= pair.First.EndByte));
    }

    private async Task HoldAsync(string text)
    {
        driver.Work.Script = async (run, stop) =>
        {
            await run.Output.WriteAsync(text, stop);
            return await gate.HoldAsync(run, stop);
        };
        await driver.CreateAsync(new ScheduleDraft { Kind = "immediate" });
        await gate.Arrived;
    }

    /// <summary>Lets the pause pass, and returns once that is what is kept.</summary>
    private async Task WrittenAsync(string text)
    {
        using var changes = driver.Get<RunOutputs>().Changes.Subscribe();
        driver.Time.Advance(AttemptOutput.Pause);
        while (await KeptAsync(Run, 1) != text)
            await changes.ReadAsync(Cancel);
    }

    private async Task<string> KeptAsync(Guid run, int attempt) =>
        string.Concat(await Outputs.StreamAsync(run, attempt, 0, Cancel).Select(piece => piece.Text).ToListAsync(Cancel));
}
