using Bunit;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Support;
using TaskScheduler.Web.Pages.Executed;

namespace TaskScheduler.Tests.Pages.Executed;

public sealed class ExecutedPageTests : PageTest
{
    [Fact]
    public void Before_anything_ran_the_page_says_so()
    {
        var page = Open();

        page.WaitForAssertion(() => Assert.Contains("Nothing has run yet", page.Markup));
    }

    [Fact]
    public async Task A_run_appears_by_itself_once_it_has_ended()
    {
        var task = await TaskAsync("Water the plants");
        var page = Open();

        await RunAsync(task);

        page.WaitForState(() => page.FindAll("tbody tr").Count == 1);
        Assert.Contains("Succeeded", page.Find("tbody tr").TextContent);
        Assert.Contains("Water the plants", page.Find("tbody tr").TextContent);
    }

    [Fact]
    public async Task The_reason_of_a_failure_stands_in_its_row()
    {
        await FailedRunAsync();

        var page = Open();

        page.WaitForAssertion(() => Assert.Contains("The hose is empty.", page.Find("tbody tr .note").TextContent));
    }

    [Fact]
    public async Task A_paused_feed_counts_what_came_and_shows_it_when_it_is_resumed()
    {
        var task = await TaskAsync("Water the plants");
        await RunAsync(task);
        var page = Open();
        page.WaitForElement("tbody tr");
        Button(page, "Pause").Click();
        await Engine.AdvanceAsync(TimeSpan.FromSeconds(1));

        await RunAsync(task, expected: 2);

        page.WaitForState(() => page.FindAll(".pill").Count == 1);
        Assert.Contains("1 new", page.Find(".pill").TextContent);
        Assert.Single(page.FindAll("tbody tr"));
        Button(page, "Resume").Click();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
    }

    [Fact]
    public async Task The_address_decides_what_is_shown()
    {
        await FailedRunAsync();

        var page = Open("executed?state=succeeded");

        page.WaitForAssertion(() => Assert.Contains("No run matches", page.Markup));
    }

    [Fact]
    public async Task The_details_of_a_run_show_its_error_its_output_and_what_happened_when()
    {
        var run = await FailedRunAsync();

        var page = Open($"executed?run={run}");

        page.WaitForAssertion(() => Assert.Contains("The hose is empty.", page.Find("dialog [aria-label='Error']").TextContent));
        Assert.Contains("<b>drip</b>", page.Find("dialog [aria-label='Output'] pre").TextContent);
        Assert.Contains("Due", page.Find("dialog .timeline").TextContent);
        Assert.Contains("Failed", page.Find("dialog .timeline").TextContent);
    }

    [Fact]
    public async Task A_failed_run_can_be_retried_and_its_details_follow()
    {
        var run = await FailedRunAsync();
        var page = Open($"executed?run={run}");
        page.WaitForElement("dialog footer button");
        Engine.Work.Script = (_, _) => Task.FromResult(Performance.Succeeded());

        Button(page, "Retry").Click();

        page.WaitForState(() => page.Find(".dialog-heading").TextContent.Contains("Succeeded"));
        Assert.Contains("attempt 2", page.Find("dialog .timeline").TextContent);
    }

    [Fact]
    public async Task A_running_run_can_be_cancelled()
    {
        var gate = new Gate();
        Engine.Work.Script = gate.HoldAsync;
        var run = await Engine.Tasks.RunNowAsync((await TaskAsync("Water the plants")).Id, Cancel);
        await gate.Arrived;
        var page = Open($"executed?run={run.Value!.Id}");
        page.WaitForElement("dialog footer .danger");

        Button(page, "Cancel run").Click();

        page.WaitForState(() => page.Find(".dialog-heading").TextContent.Contains("Cancelled"));
    }

    [Fact]
    public void A_link_to_a_run_that_is_not_kept_any_more_says_so()
    {
        var page = Open($"executed/{Guid.NewGuid()}");

        page.WaitForAssertion(() => Assert.Contains("This run is not kept any more", page.Markup));
    }

    [Fact]
    public async Task Leaving_the_page_ends_its_subscription()
    {
        var before = Engine.Feed.SubscriptionCount;
        Open();
        Assert.Equal(before + 1, Engine.Feed.SubscriptionCount);

        await DisposeComponentsAsync();

        Assert.Equal(before, Engine.Feed.SubscriptionCount);
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<ExecutedPage> page, string words) =>
        page.FindAll("button").Single(button => button.TextContent.Contains(words));

    private async Task RunAsync(ScheduledTask task, int expected = 1)
    {
        await Engine.Tasks.RunNowAsync(task.Id, Cancel);
        await Engine.EndedAsync(expected);
    }

    private async Task<Guid> FailedRunAsync()
    {
        Engine.Work.Script = ScriptedTaskType.Says("<b>drip</b>", "The hose is empty.");
        await RunAsync(await TaskAsync("Water the plants"));
        return (await Engine.EndedAsync())[0].Id;
    }

    private IRenderedComponent<ExecutedPage> Open(string address = "executed")
    {
        Navigation.NavigateTo(address);
        return Render<ExecutedPage>();
    }
}
