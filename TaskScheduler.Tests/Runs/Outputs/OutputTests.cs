using System.Text;
using Microsoft.Data.Sqlite;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Outputs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Runs.Outputs;

/// <summary>What is kept of what attempts put out, with the least limit there may be.</summary>
public sealed class OutputTests : IAsyncLifetime
{
    private const int Limit = 4_096;
    private static readonly ScheduleDraft immediately = new() { Kind = "immediate" };

    private SchedulerDriver driver = default!;

    private OutputStore Outputs => driver.Get<OutputStore>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => driver = await SchedulerDriver.StartAsync(("TaskScheduler:Runs:OutputLimit", $"{Limit}"));

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Theory]
    [InlineData(Limit - 1)]
    [InlineData(Limit)]
    public async Task Output_up_to_the_limit_is_kept_whole(int length)
    {
        var text = Ascii(length);

        var run = await PutOutAsync(text);

        Assert.Equal(text, await KeptAsync(run));
        Assert.Equal(0, (await Outputs.ExtentAsync(run, 1, Cancel)).CutBytes);
    }

    [Theory]
    [InlineData(Limit + 1)]
    [InlineData(Limit + 511)]
    [InlineData(Limit + 512)]
    [InlineData(20_000)]
    public async Task Of_longer_output_the_first_and_the_last_half_are_kept_to_the_byte(int length)
    {
        var text = Ascii(length);

        var run = await PutOutAsync(text);

        Assert.Equal(text[..(Limit / 2)] + text[^(Limit / 2)..], await KeptAsync(run));
        Assert.Equal(new OutputExtent(length, Limit / 2, length - (Limit / 2)), await Outputs.ExtentAsync(run, 1, Cancel));
    }

    [Theory]
    [InlineData("ü", 7_001)]
    [InlineData("€", 4_001)]
    [InlineData("😀", 3_001)]
    [InlineData("a😀", 2_001)]
    public async Task A_cut_never_halves_a_character(string character, int count)
    {
        var text = new StringBuilder().Insert(0, character, count).ToString();

        var run = await PutOutAsync(text);

        var kept = await KeptAsync(run);
        Assert.DoesNotContain('\uFFFD', kept);
        Assert.Equal(Encoding.UTF8.GetByteCount(kept), Encoding.UTF8.GetByteCount(text) - (await Outputs.ExtentAsync(run, 1, Cancel)).CutBytes);
        Assert.InRange(Encoding.UTF8.GetByteCount(kept), Limit - 8, Limit);
        Assert.EndsWith(text[^50..], kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_storage_can_not_hold_is_replaced_and_all_else_is_kept()
    {
        var run = await PutOutAsync("a\0b", "\uD83D", "\uDE00", "\uD83D", "x", "\uDE00", "\e[31mred\r\n\u202E", "\uD83D");

        Assert.Equal("a\uFFFDb😀\uFFFDx\uFFFD\e[31mred\r\n\u202E\uFFFD", await KeptAsync(run));
    }

    [Fact]
    public async Task One_giant_line_is_cut_like_any_other_output()
    {
        var run = await PutOutAsync(new string('x', 5 * 1024 * 1024) + "end");

        Assert.Equal((5 * 1024 * 1024) + 3, (await Outputs.ExtentAsync(run, 1, Cancel)).TotalBytes);
        Assert.Equal(Limit, (await KeptAsync(run)).Length);
        Assert.InRange(PartSizes().Count, Limit / 512, (Limit / 512) + 2);
        Assert.Equal(Limit, PartSizes().Sum());
    }

    [Fact]
    public async Task A_hundred_thousand_tiny_writes_are_kept_in_their_order()
    {
        driver.Work.Script = async (run, stop) =>
        {
            for (var number = 0; number < 100_000; number++)
                await run.Output.WriteAsync($"{number}\n", stop);
            return Performance.Succeeded();
        };

        var run = await EndedAsync();

        Assert.StartsWith("0\n1\n2\n", await KeptAsync(run), StringComparison.Ordinal);
        Assert.EndsWith("99998\n99999\n", await KeptAsync(run), StringComparison.Ordinal);
        var last = await Outputs.StreamAsync(run, 1, (await Outputs.ExtentAsync(run, 1, Cancel)).TotalBytes - 6, Cancel).FirstAsync(Cancel);
        Assert.Equal(new OutputPiece(588_884, 99_999, "99999\n"), last);
    }

    [Fact]
    public async Task Every_attempt_keeps_its_own_output()
    {
        driver.Work.Script = async (run, stop) =>
        {
            await run.Output.WriteAsync($"attempt {run.Attempt}", stop);
            return run.Attempt == 1 ? Performance.Failed("Not yet.") : Performance.Succeeded();
        };
        var run = await EndedAsync();

        await driver.RunControl.RetryAsync(run, Cancel);
        await driver.UntilAsync(async () => (await driver.EndedAsync())[0].State == RunState.Succeeded);

        Assert.Equal(("attempt 1", "attempt 2"), (await KeptAsync(run), await KeptAsync(run, 2)));
        Assert.Equal("attempt 2", (await driver.Runs.FindAsync(run, Cancel))!.Output);
    }

    [Fact]
    public async Task What_comes_with_a_run_is_its_beginning_and_its_end_with_what_is_left_out_said()
    {
        var run = await PutOutAsync(Ascii(Limit) + new string('z', Limit));

        var shown = (await driver.Runs.FindAsync(run, Cancel))!.Output;

        Assert.Equal(Ascii(Limit)[..(Limit / 2)] + "\n… 4,096 bytes are left out here …\n" + new string('z', Limit / 2), shown);
    }

    [Fact]
    public async Task A_short_output_is_one_part_that_is_written_with_the_outcome()
    {
        using var changes = driver.Get<RunOutputs>().Changes.Subscribe();

        var run = await PutOutAsync("short");

        Assert.Equal("short", await KeptAsync(run));
        Assert.False(changes.ReadAsync(Cancel).IsCompleted);
    }

    private async Task<Guid> PutOutAsync(params string[] texts)
    {
        driver.Work.Script = async (run, stop) =>
        {
            foreach (var text in texts)
                await run.Output.WriteAsync(text, stop);
            return Performance.Succeeded();
        };
        return await EndedAsync();
    }

    private async Task<Guid> EndedAsync()
    {
        await driver.CreateAsync(immediately);
        return Assert.Single(await driver.EndedAsync()).Id;
    }

    private async Task<string> KeptAsync(Guid run, int attempt = 1) =>
        string.Concat(await Outputs.StreamAsync(run, attempt, 0, Cancel).Select(piece => piece.Text).ToListAsync(Cancel));

    private List<long> PartSizes()
    {
        using var connection = new SqliteConnection($"Data Source={driver.DatabaseFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT LENGTH(CAST(text AS BLOB)) FROM run_output_parts";
        using var reader = command.ExecuteReader();
        var sizes = new List<long>();
        while (reader.Read())
            sizes.Add(reader.GetInt64(0));
        return sizes;
    }

    private static string Ascii(int length) => string.Concat(Enumerable.Range(0, length).Select(at => (char)('a' + (at % 25))));
}
