using Bunit;
using TaskScheduler.Core.Runs.Retries;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.Execution;
using TaskScheduler.Web.Pages.Tasks;
using TaskScheduler.Web.Pages.Tasks.Execution;

namespace TaskScheduler.Tests.Pages.Tasks.Execution;

public sealed class ExecutionSectionTests : PageTest
{
    [Fact]
    public void It_is_closed_and_says_in_words_what_holds()
    {
        var page = Open("tasks?edit=new");

        Assert.False(page.Find(".execution").HasAttribute("open"));
        Assert.Contains("3 retries, after about 10 s, 20 s and 40 s; waits while its previous run is running", page.Find(".execution-words").TextContent);
    }

    [Fact]
    public async Task What_was_chosen_is_stored()
    {
        var id = await CreateAsync(null);
        var page = Open($"tasks?edit={id}");

        page.Find("#field-retry-kind").Change("list");
        page.Find("#field-retry-waits").Input("10s, 90 s, 1.5h, PT2M");
        page.Find("#field-overlap").Change("cancelPrevious");
        page.Find("#field-recovery").Change("markAsLost");
        page.Find("#field-priority").Change("high");
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("was saved", page.Find(".notice").TextContent));
        var rules = (await Engine.Tasks.FindAsync(id, Cancel))!.Task.Execution;
        Assert.Equal([10, 90, 5400, 120], Assert.IsType<ListedRetry>(rules.Retry).Waits.Select(wait => wait.TotalSeconds));
        Assert.Equal((Overlap.CancelPrevious, Recovery.MarkAsLost, Priority.High), (rules.Overlap, rules.Recovery, rules.Priority));
    }

    [Fact]
    public void The_retries_are_shown_as_they_would_come_while_typing()
    {
        var page = Open("tasks?edit=new");

        page.Find("#field-retry-kind").Change("fixed");
        page.Find("#field-retry-wait").Input("2");
        page.Find("[aria-label='Wait before each retry: unit']").Change("minutes");
        page.Find("#field-retry-retries").Input("2");

        Assert.Equal(["Retry 1 after 2 min 2 min after the first attempt", "Retry 2 after 2 min 4 min after the first attempt"], page.FindAll(".retry-preview li").Select(line => line.TextContent.Trim()));
        Assert.Contains("2 retries, each after 2 min", page.Find(".execution-words").TextContent);
    }

    [Fact]
    public void A_fault_opens_it_and_stands_at_its_field()
    {
        var page = Open("tasks?edit=new");
        page.Find("#field-title").Input("Water the plants");
        page.Find("#field-userEmail").Change("kim@example.com");
        page.Find("#field-retry-retries").Input("1000");

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("from 1 to 100", page.Find("#field-retry-retries-fault").TextContent));
        Assert.True(page.Find(".execution").HasAttribute("open"));
        Assert.Empty(page.FindAll(".banner.bad"));
    }

    [Fact]
    public void What_is_no_wait_is_said_at_the_waits()
    {
        var edit = new RetryEdit { Kind = "list", Waits = "10s, soon" };
        var faults = new List<Core.Fault>();

        edit.ToDraft(faults);

        Assert.Equal("retry.waits", Assert.Single(faults).Field);
        Assert.Contains("'soon'", faults[0].Message);
    }

    [Theory]
    [InlineData("none", null, null)]
    [InlineData("fixed", "PT1.5S", null)]
    [InlineData("exponential", "PT1H", "P2D")]
    public async Task What_was_stored_is_what_the_form_says(string kind, string? wait, string? maxAge)
    {
        var draft = new ExecutionDraft { Retry = new() { Kind = kind, Wait = wait, Retries = wait is null ? null : 7, MaxWait = kind == "exponential" ? "PT4H" : null, MaxAge = maxAge } };
        var rules = (await Engine.Tasks.FindAsync(await CreateAsync(draft), Cancel))!.Task.Execution;

        var faults = new List<Core.Fault>();
        Assert.Equal(rules, ExecutionEdit.Of(rules).ToDraft(faults).Check(faults));
        Assert.Empty(faults);
    }

    private async Task<Guid> CreateAsync(ExecutionDraft? execution) =>
        (await Engine.Tasks.CreateAsync(new TaskDraft { Title = "Water the plants", Type = "scripted", Schedule = Daily, Execution = execution }, Cancel)).Value!.Task.Id;

    private IRenderedComponent<TasksPage> Open(string address)
    {
        Navigation.NavigateTo(address);
        var page = Render<TasksPage>();
        page.WaitForElement("dialog form");
        return page;
    }
}
