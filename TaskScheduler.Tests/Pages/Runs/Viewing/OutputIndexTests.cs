using TaskScheduler.Core.Runs.Outputs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Tests.Support;
using TaskScheduler.Web.Pages.Runs.Viewing;

namespace TaskScheduler.Tests.Pages.Runs.Viewing;

public sealed class OutputIndexTests : IAsyncLifetime
{
    private SchedulerDriver driver = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => driver = await SchedulerDriver.StartAsync(("TaskScheduler:Runs:OutputLimit", "200000"));

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Fact]
    public async Task Any_stretch_of_many_lines_is_read()
    {
        var index = await IndexAsync(Lines(0, 10_000));

        Assert.Equal((10_000, 10_000), (index.Rows, index.Lines));
        Assert.Equal(["line 0", "line 1"], await ReadAsync(index, 0, 2));
        Assert.Equal(["line 6789", "line 6790", "line 6791"], await ReadAsync(index, 6_789, 3));
        Assert.Equal(["line 9999"], await ReadAsync(index, 9_999, 400));
        Assert.Empty(await ReadAsync(index, 10_000, 400));
    }

    [Fact]
    public async Task A_text_is_found_whatever_its_case_its_colours_and_the_rows_it_lies_in()
    {
        var index = await IndexAsync($"none\nan Er\e[31mro\e[0mr\n{new string('x', 498)}erROR\nerror error\nerro");

        Assert.True(await index.SearchAsync("error", Cancel));

        Assert.Equal([1, 3, 4], index.Found);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found_and_a_search_that_has_ended_finds_nothing()
    {
        var index = await IndexAsync("one\ntwo\n");

        Assert.False(await index.SearchAsync("three", Cancel));
        Assert.True(await index.SearchAsync("two", Cancel));
        Assert.False(await index.SearchAsync(null, Cancel));
        Assert.Equal(2, index.Rows);
    }

    [Fact]
    public async Task What_comes_is_counted_searched_and_read_also_when_the_middle_is_cut_meanwhile()
    {
        var index = await IndexAsync(Lines(0, 5_000) + "unfinis");
        await index.SearchAsync("hed", Cancel);
        var output = driver.Work.Performed[0].Output;

        await output.WriteAsync("hed\n" + Lines(5_001, 40_000), Cancel);
        Assert.True(await index.UpdateAsync(Cancel));

        Assert.True(index.Extent.CutBytes > 0);
        Assert.Equal("line 0", (await ReadAsync(index, 0, 1)).Single());
        var last = await index.RowsAsync(index.Rows - 2, 2, Cancel);
        Assert.Equal(last[0].Line + 1, last[1].Line);
        Assert.Equal($"line {last[0].Line - 1}", string.Concat(last[0].Texts.Select(text => text.Text)));
        Assert.False(await index.UpdateAsync(Cancel));
    }

    private static string Lines(int from, int to) => string.Concat(Enumerable.Range(from, to - from).Select(line => $"line {line}\n"));

    /// <summary>The index of the output of an attempt that goes on, once so much of it can be read.</summary>
    private async Task<OutputIndex> IndexAsync(string text)
    {
        var gate = new Gate();
        driver.Work.Script = async (run, stop) =>
        {
            await run.Output.WriteAsync(text, stop);
            return await gate.HoldAsync(run, stop);
        };
        await driver.CreateAsync(new ScheduleDraft { Kind = "immediate" });
        await gate.Arrived;
        var index = new OutputIndex(driver.Get<OutputStore>(), driver.Work.Performed[0].RunId, 1);
        using var changes = driver.Get<RunOutputs>().Changes.Subscribe();
        driver.Time.Advance(AttemptOutput.Pause);
        while (await index.UpdateAsync(Cancel) && index.Extent.TotalBytes < System.Text.Encoding.UTF8.GetByteCount(text) || index.Rows == 0)
            await changes.ReadAsync(Cancel);
        return index;
    }

    private static async Task<IEnumerable<string>> ReadAsync(OutputIndex index, int first, int count) =>
        (await index.RowsAsync(first, count, Cancel)).Select(row => string.Concat(row.Texts.Select(text => text.Text)));
}
