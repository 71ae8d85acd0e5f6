using Bunit;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Runs.Outputs;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Support;
using TaskScheduler.Web.Pages.Runs;

namespace TaskScheduler.Tests.Pages.Runs;

public sealed class RunPageTests : PageTest
{
    private readonly Gate gate = new();

    [Fact]
    public async Task A_failed_run_shows_its_error_its_output_its_payload_and_what_happened_when()
    {
        var page = Open(await EndedAsync(ScriptedTaskType.Says("<b>drip</b>\nlast", "The hose is empty.")));

        page.WaitForAssertion(() => Assert.Equal(["<b>drip</b>", "last"], Lines(page)));
        Assert.Contains("The hose is empty.", page.Find("[aria-label='Error']").TextContent);
        Assert.Contains("Failed", page.Find(".run-lead").TextContent);
        Assert.Contains("{}", page.Find("[aria-label='Payload']").TextContent);
        Assert.Contains("Due", page.Find(".timeline").TextContent);
        Assert.Contains("2 lines, 16 bytes", page.Find(".output-size").TextContent);
    }

    [Fact]
    public async Task Output_appears_while_the_run_goes_on_and_the_last_of_it_with_its_end()
    {
        var run = await GoingAsync("first\n");
        var page = Open(run);
        page.WaitForAssertion(() => Assert.Contains("Nothing yet", page.Markup));

        Engine.Time.Advance(AttemptOutput.Pause);
        page.WaitForAssertion(() => Assert.Equal(["first"], Lines(page)));
        await Engine.Work.Performed[0].Output.WriteAsync("second\n", Cancel);
        gate.Open();

        page.WaitForAssertion(() => Assert.Equal(["first", "second"], Lines(page)));
        Assert.Contains("Succeeded", page.Find(".run-lead").TextContent);
    }

    [Fact]
    public async Task A_following_viewer_shows_the_end_and_holds_no_more_than_its_window()
    {
        var run = await GoingAsync(string.Concat(Enumerable.Range(0, 20_000).Select(line => $"line {line}\n")));
        var page = Open(run);
        Engine.Time.Advance(AttemptOutput.Pause);

        page.WaitForAssertion(() => Assert.Equal("line 19999", Lines(page)[^1]));
        Assert.Equal(400, Lines(page).Count);

        page.Find("button:contains('To the start')").Click();
        page.WaitForAssertion(() => Assert.Equal(("line 0", "line 399"), (Lines(page)[0], Lines(page)[^1])));
        await Engine.Work.Performed[0].Output.WriteAsync("more\n", Cancel);
        Engine.Time.Advance(AttemptOutput.Pause);
        page.WaitForAssertion(() => Assert.Contains("20,001 lines", page.Find(".output-size").TextContent));
        Assert.Equal("line 0", Lines(page)[0]);
        Assert.Equal("false", page.Find(".output-box").GetAttribute("data-follow"));
    }

    [Fact]
    public async Task A_run_that_has_put_out_much_already_is_shown_at_its_end()
    {
        var page = Open(await GoingAsync(string.Concat(Enumerable.Range(0, 20_000).Select(line => $"line {line}\n"))));

        page.WaitForElement(".output-row");

        Assert.DoesNotContain("line 0", Lines(page));
        Assert.Equal("true", page.Find(".output-box").GetAttribute("data-follow"));
    }

    [Fact]
    public async Task A_run_that_is_followed_from_before_its_start_is_followed_to_its_last_line()
    {
        Engine.Work.Script = gate.HoldAsync;
        var run = await Engine.Tasks.RunNowAsync((await TaskAsync("Water the plants")).Id, Cancel);
        await gate.Arrived;
        var page = Open(run.Value!.Id);
        page.WaitForAssertion(() => Assert.Contains("Nothing yet", page.Markup));
        await Engine.Work.Performed[0].Output.WriteAsync(string.Concat(Enumerable.Range(0, 1_000).Select(line => $"line {line}\n")), Cancel);
        Engine.Time.Advance(AttemptOutput.Pause);
        page.WaitForAssertion(() => Assert.Equal("line 999", Lines(page)[^1]));

        await Engine.Work.Performed[0].Output.WriteAsync("the last\n", Cancel);
        gate.Open();

        page.WaitForAssertion(() => Assert.Equal("the last", Lines(page)[^1]));
        Assert.Contains("Succeeded", page.Find(".run-lead").TextContent);
    }

    [Fact]
    public async Task A_text_is_searched_in_all_lines_and_leads_from_one_to_the_next()
    {
        var page = Open(await EndedAsync(ScriptedTaskType.Says(string.Concat(Enumerable.Range(0, 5_000).Select(line => $"line {line}\n")))));
        page.WaitForElement(".output-search input").Input("999");

        page.WaitForAssertion(() => Assert.Equal(("1 of 5", "line 999"), (page.Find(".output-found").TextContent, page.Find(".output-row.current").TextContent.Trim())));
        Assert.Equal("999", page.Find(".output-row.current mark").TextContent);
        page.Find("[aria-label='Next match']").Click();

        page.WaitForAssertion(() => Assert.Equal(("2 of 5", "line 1999"), (page.Find(".output-found").TextContent, page.Find(".output-row.current").TextContent.Trim())));
        page.Find("[aria-label='Previous match']").Click();
        page.Find("[aria-label='Previous match']").Click();
        page.WaitForAssertion(() => Assert.Equal("5 of 5", page.Find(".output-found").TextContent));
    }

    [Fact]
    public async Task The_output_of_an_earlier_attempt_can_be_chosen()
    {
        var run = await EndedAsync(ScriptedTaskType.Says("of the first", "Not yet."));
        Engine.Work.Script = ScriptedTaskType.Says("of the second");
        var page = Open(run);
        page.WaitForElement(".actions .button:contains('Retry')").Click();
        page.WaitForAssertion(() => Assert.Equal(["of the second"], Lines(page)));

        page.Find("select[aria-label='Attempt']").Change("1");

        page.WaitForAssertion(() => Assert.Equal(["of the first"], Lines(page)));
        Assert.Contains("attempt=1", page.Find("a[download]").GetAttribute("href"));
    }

    [Fact]
    public async Task Run_now_is_the_last_action_and_leads_to_the_new_run()
    {
        var run = await EndedAsync(ScriptedTaskType.Says("once"));
        var page = Open(run);
        page.WaitForElement(".actions .button");
        Assert.Contains("Run now", page.FindAll(".actions .button")[^1].TextContent);

        page.FindAll(".actions .button")[^1].Click();

        page.WaitForAssertion(() => Assert.DoesNotContain(run.ToString(), Navigation.Uri));
        Assert.Contains("/runs/", Navigation.Uri);
    }

    [Fact]
    public async Task A_running_run_can_be_cancelled()
    {
        var page = Open(await GoingAsync("first\n"));

        page.WaitForElement(".actions .danger").Click();

        page.WaitForAssertion(() => Assert.Contains("Cancelled", page.Find(".run-lead").TextContent));
    }

    [Fact]
    public async Task Who_may_only_look_is_offered_nothing_to_do()
    {
        var run = await EndedAsync(ScriptedTaskType.Says("once"));
        Engine.Caller.Becomes("Vera", Role.Viewer);

        var page = Open(run);

        page.WaitForAssertion(() => Assert.Equal(["once"], Lines(page)));
        Assert.Empty(page.FindAll(".actions .button"));
    }

    [Fact]
    public async Task Titles_and_errors_that_would_look_like_others_are_shown_as_they_are()
    {
        var page = Open(await EndedAsync(ScriptedTaskType.Says("", "a\e[31m\u202Eb"), "gpj.\u202Eexe"));

        page.WaitForAssertion(() => Assert.Equal("gpj.‹U+202E›exe", page.Find("h1").TextContent));
        Assert.Contains("a‹U+202E›b", page.Find("[aria-label='Error']").TextContent);
    }

    [Fact]
    public void A_link_to_a_run_that_is_not_kept_any_more_says_so()
    {
        var page = Open(Guid.NewGuid());

        page.WaitForAssertion(() => Assert.Contains("This run is not kept any more", page.Markup));
    }

    [Fact]
    public async Task Leaving_the_page_ends_its_subscriptions()
    {
        var (feed, outputs) = (Engine.Feed, Engine.Get<RunOutputs>().Changes);
        var page = Open(await EndedAsync(ScriptedTaskType.Says("once")));
        page.WaitForElement(".output-row");
        var before = feed.SubscriptionCount;
        Assert.Equal(1, outputs.SubscriptionCount);

        await DisposeComponentsAsync();

        Assert.Equal((before - 1, 0), (feed.SubscriptionCount, outputs.SubscriptionCount));
    }

    private static List<string> Lines(IRenderedComponent<RunPage> page) => [.. page.FindAll(".output-text").Select(line => line.TextContent)];

    private IRenderedComponent<RunPage> Open(Guid run)
    {
        Navigation.NavigateTo($"runs/{run}");
        return Render<RunPage>(parameters => parameters.Add(page => page.RunId, run));
    }

    private async Task<Guid> EndedAsync(Func<RunContext, CancellationToken, Task<Performance>> script, string title = "Water the plants")
    {
        Engine.Work.Script = script;
        await Engine.Tasks.RunNowAsync((await TaskAsync(title)).Id, Cancel);
        return (await Engine.EndedAsync())[0].Id;
    }

    private async Task<Guid> GoingAsync(string output)
    {
        Engine.Work.Script = async (run, stop) =>
        {
            await run.Output.WriteAsync(output, stop);
            return await gate.HoldAsync(run, stop);
        };
        var run = await Engine.Tasks.RunNowAsync((await TaskAsync("Water the plants")).Id, Cancel);
        await gate.Arrived;
        return run.Value!.Id;
    }
}
