using Bunit;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Runs.DeadLetters;
using TaskScheduler.Tests.Runs.Limits;
using TaskScheduler.Web.Pages.Executed;

namespace TaskScheduler.Tests.Pages.Executed;

public sealed class ManyRunsTests : PageTest
{
    [Fact]
    public async Task All_that_match_are_tried_again_from_the_list_of_ended_runs()
    {
        await DeadRuns.AddAsync(Engine, "First", "It broke.");
        await DeadRuns.AddAsync(Engine, "Second", "It broke.", before: 1);
        Engine.Work.Script = (_, _) => Task.FromResult(Performance.Succeeded());
        Navigation.NavigateTo("executed?state=deadLettered");
        var page = Render<ExecutedPage>();

        await page.Find("tbody .pick input").ChangeAsync(true);
        Assert.Collection(
            page.FindAll(".bulk-actions button"),
            retry => Assert.EndsWith("Retry", retry.TextContent, StringComparison.Ordinal),
            discard => Assert.EndsWith("Discard", discard.TextContent, StringComparison.Ordinal));
        await page.FindAll(".bulk-bar button")[0].ClickAsync(new());
        await page.FindAll(".bulk-actions button")[0].ClickAsync(new());
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.StartsWith("2 runs to be tried again.", page.Find(".notice span").TextContent));
    }

    [Fact]
    public async Task What_waits_says_for_what_and_is_cancelled_together()
    {
        var work = HeldWork.In(Engine);
        HeldWork.Limit(Engine, HeldWork.OfType(1));
        await work.AddAsync("First");
        await work.SettledAsync(running: 1, waiting: 0);
        await work.AddAsync("Second");
        await work.AddAsync("Third");
        await work.SettledAsync(running: 1, waiting: 2);
        Navigation.NavigateTo("executed?view=active&state=queued");
        var page = Render<ExecutedPage>();

        Assert.Contains("a free place", page.Find("tbody .waits").TextContent, StringComparison.Ordinal);
        await page.Find("thead .pick input").ChangeAsync(true);
        await page.FindAll(".bulk-actions button")[0].ClickAsync(new());
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.StartsWith("2 runs cancelled.", page.Find(".notice span").TextContent));
        Assert.Equal(RunState.Running, Assert.Single(await Engine.ActiveAsync()).State);
        work.EndAll();
        await Engine.EndedAsync(3);
    }
}
