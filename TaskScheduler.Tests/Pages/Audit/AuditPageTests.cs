using Bunit;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Pages.Audit;

namespace TaskScheduler.Tests.Pages.Audit;

public sealed class AuditPageTests : PageTest
{
    [Fact]
    public void Before_anything_was_changed_the_page_says_so() => Assert.Contains("Nothing has been changed yet", Open().Markup);

    [Fact]
    public async Task Each_entry_says_who_did_what_to_what_from_where()
    {
        Engine.Caller.Becomes("kim@example.org");
        var task = await TaskAsync("Water the plants");
        await Engine.Tasks.ReplaceAsync(task.Id, TaskDraft.Of(task) with { Title = "Water the trees" }, 1, Cancel);

        var row = Open().FindAll("tbody tr").First();

        Assert.Contains("kim@example.org", row.TextContent);
        Assert.Contains("from 192.0.2.7", row.TextContent);
        Assert.Contains("changed the task", row.TextContent);
        Assert.Equal($"tasks?history={task.Id}", row.QuerySelector(".title a")!.GetAttribute("href"));
        Assert.Equal(["Title", "Water the plants", "Water the trees"], row.QuerySelectorAll(".changes tbody th, .changes .value").Select(cell => cell.TextContent));
    }

    [Fact]
    public async Task The_address_decides_what_is_shown()
    {
        await TaskAsync("Water the plants");

        Assert.Contains("No entry matches", Open("audit?action=task.deleted").Markup);
    }

    [Fact]
    public async Task Choosing_somebody_shows_what_they_did()
    {
        Engine.Caller.Becomes("anna@example.org");
        await TaskAsync("Anna's");
        Engine.Caller.Becomes("kim@example.org");
        await TaskAsync("Kim's");
        var page = Open();

        page.Find("select[aria-label=Who]").Change("anna@example.org");

        page.WaitForAssertion(() => Assert.Contains("Anna's", Assert.Single(page.FindAll("tbody tr")).TextContent));
        Assert.Contains("actor=anna", Navigation.Uri);
        Assert.Contains("actor=anna", page.Find("a[download='audit.csv']").GetAttribute("href"));
    }

    [Fact]
    public async Task Older_entries_are_on_the_next_page()
    {
        await Engine.Tasks.CreateManyAsync([.. Enumerable.Range(1, 60).Select(number => new TaskDraft { Title = $"Task {number}", Type = "scripted", Schedule = Daily })], Cancel);
        var page = Open();
        Assert.Equal(50, page.FindAll("tbody tr").Count);

        Navigation.NavigateTo(page.FindAll(".pager a").Single(link => link.TextContent.Contains("Older")).GetAttribute("href")!);

        page.WaitForAssertion(() => Assert.Equal(10, page.FindAll("tbody tr").Count));
        Assert.Contains("Newest", page.Find(".pager").TextContent);
    }

    [Fact]
    public async Task What_comes_while_the_page_is_open_is_announced_and_shown_on_request()
    {
        await TaskAsync("First");
        var page = Open();

        await TaskAsync("Second");

        page.WaitForElement(".pill").Click();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
        Assert.Empty(page.FindAll(".pill"));
    }

    [Fact]
    public async Task What_others_write_down_is_shown_in_their_own_words()
    {
        await Engine.Get<IWriteGate>().WriteAsync(session =>
        {
            AuditTrail.Note(session, Actor.Program, new("door.opened", Guid.NewGuid(), "deploy") { Detail = new() { ["lastUse"] = "never" } }, Engine.Time.GetUtcNow());
            return Task.FromResult(true);
        });

        var row = Open().Find("tbody tr").TextContent;

        Assert.Contains("door opened", row);
        Assert.Contains("Last use: never", row);
    }

    [Fact]
    public async Task A_run_that_somebody_started_is_one_step_away()
    {
        var run = await Engine.Tasks.RunNowAsync((await TaskAsync("Water the plants")).Id, Cancel);

        Assert.Equal($"executed?run={run.Value!.Id}", Open().FindAll("tbody tr").First().QuerySelector(".detail a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Whoever_is_no_administrator_is_told_where_histories_are()
    {
        await TaskAsync("Water the plants");
        Engine.Caller.Becomes("kim@example.org", Role.Operator);

        var page = Open();

        Assert.Contains("The history of one task is with the task.", page.Markup);
        Assert.DoesNotContain("Water the plants", page.Markup);
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

    private IRenderedComponent<AuditPage> Open(string address = "audit")
    {
        Navigation.NavigateTo(address);
        var page = Render<AuditPage>();
        page.WaitForElement("table, .empty-state");
        return page;
    }
}
