using Bunit;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Runs.DeadLetters;
using TaskScheduler.Web.Layout;
using TaskScheduler.Web.Pages.DeadLetters;

namespace TaskScheduler.Tests.Pages.DeadLetters;

public sealed class DeadLettersPageTests : PageTest
{
    [Fact]
    public void Without_dead_letters_it_says_what_would_come_here() =>
        Assert.Contains("No dead letters", Render<DeadLettersPage>().Find(".empty-state").TextContent, StringComparison.Ordinal);

    [Fact]
    public async Task A_group_says_what_went_wrong_how_often_and_of_how_many_tasks()
    {
        await AddTwoAsync();

        var group = Render<DeadLettersPage>().Find(".dead-letters li");

        Assert.Equal("Order <n> was not found.", group.QuerySelector("a")!.TextContent);
        Assert.Contains("2 runs", group.TextContent, StringComparison.Ordinal);
        Assert.Contains("of 2 tasks", group.TextContent, StringComparison.Ordinal);
        Assert.Contains("Latest: “Second”: Order 18 was not found.", group.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_is_tried_again_at_the_rate_that_is_chosen()
    {
        await AddTwoAsync();
        var page = Render<DeadLettersPage>();

        await page.Find("[aria-label^='Retry all']").ClickAsync(new());
        await page.Find("#field-perMinute").InputAsync("1");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.StartsWith("2 runs to be tried again.", page.Find(".notice span").TextContent));
        Assert.Equal(Engine.Time.GetUtcNow().AddMinutes(1), (await Engine.ActiveAsync()).Single(run => run.State == RunState.Retrying).RetryAt);
    }

    [Fact]
    public async Task A_group_is_discarded_with_a_reason_only()
    {
        await AddTwoAsync();
        var page = Render<DeadLettersPage>();

        await page.Find("[aria-label^='Discard all']").ClickAsync(new());
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Say why", page.Find("#field-reason-fault").TextContent, StringComparison.Ordinal));
        await page.Find("#field-reason").InputAsync("Done by hand");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("No dead letters", page.Markup, StringComparison.Ordinal));
        Assert.All(await Engine.EndedAsync(2), run => Assert.Equal((RunState.Failed, "Discarded by TaskScheduler: Done by hand"), (run.State, run.Reason)));
    }

    [Fact]
    public async Task Of_a_group_those_that_are_selected_are_tried_again()
    {
        await AddTwoAsync();
        Engine.Work.Script = (_, _) => Task.FromResult(Performance.Succeeded());
        var page = RenderGroup();

        await page.Find("tbody .pick input").ChangeAsync(true);
        await page.FindAll(".bulk-actions button")[0].ClickAsync(new());
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.StartsWith("1 run to be tried again.", page.Find(".notice span").TextContent));
        await Engine.UntilAsync(async () => (await Engine.EndedAsync()).Any(run => run.State == RunState.Succeeded));
        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
    }

    [Fact]
    public async Task One_is_tried_again_with_a_payload_whose_faults_stand_at_the_field()
    {
        await AddTwoAsync();
        var page = RenderGroup();

        await page.Find("[aria-label^='Retry “Second”']").ClickAsync(new());
        page.WaitForAssertion(() => Assert.False(page.Find("button[type=submit]").HasAttribute("disabled")));
        await page.Find("#field-payload").ChangeAsync("{");
        await page.Find("form").SubmitAsync();
        Assert.Contains("not valid JSON", page.Find("#field-payload-fault").TextContent, StringComparison.Ordinal);
        await page.Find("#field-payload").ChangeAsync("""{"colour":"red"}""");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("colour:", page.Find("#field-payload-fault").TextContent, StringComparison.Ordinal));
        await page.Find("#field-payload").ChangeAsync("{}");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("is tried again", page.Find(".notice span").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_navigation_counts_them_as_they_come()
    {
        var count = Render<DeadLetterCount>();
        Assert.Empty(count.FindAll(".waiting-count"));

        await DeadRuns.AddAsync(Engine, "First", "It broke.");

        count.WaitForAssertion(() => Assert.StartsWith("1", count.Find(".waiting-count").TextContent));
    }

    [Fact]
    public async Task Who_may_only_look_is_offered_nothing_else()
    {
        await AddTwoAsync();
        Engine.Caller.Becomes("Vera", Core.Access.Role.Viewer);

        Assert.Empty(Render<DeadLettersPage>().FindAll(".dead-letters button"));
        Assert.Empty(RenderGroup().FindAll("tbody button, tbody input"));
    }

    private async Task AddTwoAsync()
    {
        await DeadRuns.AddAsync(Engine, "First", "Order 17 was not found.");
        Engine.Time.Advance(TimeSpan.FromSeconds(1));
        await DeadRuns.AddAsync(Engine, "Second", "Order 18 was not found.", before: 1);
    }

    private IRenderedComponent<DeadLettersPage> RenderGroup()
    {
        Navigation.NavigateTo(new DeadLettersAddress { Type = "scripted", Cause = "Order <n> was not found." }.ToUri());
        return Render<DeadLettersPage>();
    }
}
