using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Tests.TaskTypes.Command;

public sealed class OutputFloodTests : IDisposable
{
    private const int Flood = 50_000_000;
    private const int LargestPiece = 16 * 1024 + 1;

    private readonly CommandBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task A_flood_is_taken_piece_by_piece_and_one_at_a_time()
    {
        var taken = new CountingOutput();

        var performance = await bench.RunAsync(new { program = $"head -c {Flood} /dev/zero | tr '\\0' x", shell = true }, output: taken);

        Assert.Null(performance.Error);
        Assert.Equal(Flood + "\nExit code 0.\n".Length, taken.Length);
        Assert.InRange(taken.LongestPiece, 1, LargestPiece);
        Assert.Equal(1, taken.MostAtOnce);
    }

    [Fact]
    public async Task A_program_waits_while_its_output_is_not_taken()
    {
        var held = new HeldOutput();
        var running = bench.RunAsync(new { program = $"head -c {Flood} /dev/zero | tr '\\0' x; touch written", shell = true, workingFolder = bench.Folder }, output: held);
        await held.Arrived;

        // More than the pipe holds is not written yet, so the program can't have gone on.
        Assert.False(File.Exists(Path.Combine(bench.Folder, "written")));
        held.Open();

        Assert.Null((await running).Error);
        Assert.True(File.Exists(Path.Combine(bench.Folder, "written")));
    }

    [Fact]
    public async Task A_character_that_arrives_in_pieces_is_whole_and_what_is_no_text_is_marked()
    {
        await bench.RunAsync(new { program = bench.Script("""printf '\303'; printf '\244|\377\376|\000|\303'""") });

        Assert.Equal("ä|\uFFFD\uFFFD|\uFFFD|\uFFFD\nExit code 0.\n", bench.Output.Text);
    }

    [Fact]
    public async Task Binary_garbage_ends_as_any_other_output()
    {
        var performance = await bench.RunAsync(new { program = "head", arguments = new[] { "-c", "1000000", "/dev/urandom" } });

        Assert.Null(performance.Error);
        Assert.DoesNotContain('\0', bench.Output.Text);
        Assert.EndsWith("\nExit code 0.\n", bench.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_whose_output_can_not_be_kept_is_ended()
    {
        var error = await Assert.ThrowsAsync<IOException>(() => bench.RunAsync(new { program = "yes" }, output: new FullDisk()));

        Assert.Equal("No space left.", error.Message);
    }

    private sealed class CountingOutput : IRunOutput
    {
        private int inside;

        public long Length { get; private set; }

        public int LongestPiece { get; private set; }

        public int MostAtOnce { get; private set; }

        public async ValueTask WriteAsync(string text, CancellationToken cancellationToken)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref inside));
            await Task.Yield();
            Length += text.Length;
            LongestPiece = Math.Max(LongestPiece, text.Length);
            Interlocked.Decrement(ref inside);
        }
    }

    private sealed class HeldOutput : IRunOutput
    {
        private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Arrived => arrived.Task.WaitAsync(TestContext.Current.CancellationToken);

        public void Open() => opened.SetResult();

        public async ValueTask WriteAsync(string text, CancellationToken cancellationToken)
        {
            arrived.TrySetResult();
            await opened.Task.WaitAsync(cancellationToken);
        }
    }

    private sealed class FullDisk : IRunOutput
    {
        public ValueTask WriteAsync(string text, CancellationToken cancellationToken) => throw new IOException("No space left.");
    }
}
