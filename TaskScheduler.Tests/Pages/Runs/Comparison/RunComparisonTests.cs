using Bunit;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Web.Pages.Runs.Comparison;
using TaskScheduler.Web.Pages.Runs.Family;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Pages.Runs.Comparison;

public sealed class RunComparisonTests : PageTest
{
    [Fact]
    public async Task A_failed_run_shows_what_was_otherwise_in_the_last_good_one()
    {
        var task = await ImportAsync();
        var good = await RunAsync(task, Performance.Succeeded(), "Reading\n12 rows");
        var failed = await RunAsync(task, Performance.Failed("The table is locked."), "Reading\nStopped");

        var shown = Render<RunComparison>(parameters => parameters.Add(view => view.RunId, failed.Id));

        shown.WaitForAssertion(() => Assert.Contains("Difference to the last good run", shown.Markup));
        Assert.Equal($"executed?run={good.Id}", shown.Find("a").GetAttribute("href"));
        Assert.Equal(["Succeeded", "Failed"], shown.FindAll("tbody tr:first-child .value").Select(value => value.TextContent));
        Assert.Equal(["unchanged: Reading", "removed: 12 rows", "added: Stopped"], shown.FindAll(".line-difference li").Select(line => line.TextContent[1..]));
        Assert.Equal([" ", "−", "+"], shown.FindAll(".sign").Select(sign => sign.TextContent));
        Assert.Contains("Both were given the same payload.", shown.Markup);
    }

    [Fact]
    public async Task A_run_without_a_good_one_before_it_says_so()
    {
        var failed = await RunAsync(await ImportAsync(), Performance.Failed("The table is locked."));

        var shown = Render<RunComparison>(parameters => parameters.Add(view => view.RunId, failed.Id));

        shown.WaitForAssertion(() => Assert.Contains("there is nothing to compare it with", shown.Markup));
    }

    [Fact]
    public async Task A_run_that_succeeded_shows_nothing()
    {
        var good = await RunAsync(await ImportAsync(), Performance.Succeeded());

        var shown = Render<RunComparison>(parameters => parameters.Add(view => view.RunId, good.Id));

        shown.WaitForAssertion(() => Assert.Empty(shown.Markup.Trim()));
    }

    [Fact]
    public void Of_long_unchanged_stretches_only_the_lines_next_to_changes_are_shown()
    {
        var lines = Enumerable.Range(1, 40).Select(number => $"{number}").ToList();
        var difference = Core.Runs.Comparison.LineDifference.Between(string.Join('\n', lines), string.Join('\n', lines.Select(line => line == "20" ? "x" : line)));

        var shown = ShownLine.Of(difference.Lines);

        Assert.Equal([16, 0, 0, 0, 0, 0, 0, 0, 0, 17], shown.Select(line => line.Skipped));
    }

    [Fact]
    public async Task A_run_shows_the_run_that_started_it_and_those_it_started()
    {
        var parent = await ImportAsync();
        await Engine.CreateAsync(new() { Kind = "after", Task = parent.Id.ToString() }, "Tell the office");
        var run = await RunAsync(parent, Performance.Succeeded());
        var child = (await Engine.EndedAsync(2)).Single(ended => ended.Id != run.Id);

        var (first, second) = ((await Engine.Runs.FindAsync(run.Id, Cancel))!, (await Engine.Runs.FindAsync(child.Id, Cancel))!);
        var above = Render<RunFamily>(parameters => parameters.Add(view => view.Detail, first));
        var below = Render<RunFamily>(parameters => parameters.Add(view => view.Detail, second));

        Assert.Equal(("Tell the office", $"executed?run={child.Id}"), (above.Find("a").TextContent, above.Find("a").GetAttribute("href")));
        Assert.Contains("Started by its end", above.Markup);
        Assert.Contains("Started after", below.Markup);
        Assert.Equal("Import", below.Find("a").TextContent);
    }

    private async Task<ScheduledTask> ImportAsync() => (await Engine.CreateAsync(Daily, "Import")).Task;

    private async Task<Run> RunAsync(ScheduledTask task, Performance performance, string output = "")
    {
        Engine.Time.Advance(TimeSpan.FromSeconds(5));
        Engine.Work.Script = ScriptedTaskType.Says(output, performance.Error);
        var asked = (await Engine.Tasks.RunNowAsync(task.Id, Cancel)).Value!.Id;
        Run? ended = null;
        await Engine.UntilAsync(async () => (ended = (await Engine.Runs.FindManyAsync([asked], Cancel))[0]).State.HasEnded());
        return ended!;
    }
}
