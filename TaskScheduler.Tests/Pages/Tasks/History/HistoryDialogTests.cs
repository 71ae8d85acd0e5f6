using AngleSharp.Dom;
using Bunit;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Pages.Tasks;

namespace TaskScheduler.Tests.Pages.Tasks.History;

public sealed class HistoryDialogTests : PageTest
{
    [Fact]
    public async Task Each_version_says_who_made_it_and_what_it_changed()
    {
        var page = Open(await EditedAsync());

        var versions = page.FindAll(".versions > li");
        Assert.Equal(2, versions.Count);
        Assert.Contains("Kim", versions[0].TextContent);
        Assert.Contains("Changed the title.", versions[0].TextContent);
        Assert.Contains("Created the task.", versions[1].TextContent);
        Assert.Equal(["Title", "One", "Two"], Cells(versions[0]));
    }

    [Fact]
    public async Task Two_chosen_versions_stand_beside_each_other()
    {
        var page = Open(await EditedAsync());

        page.FindAll(".comparison select")[0].Change("2");
        page.FindAll(".comparison select")[1].Change("1");

        page.WaitForAssertion(() => Assert.Equal(["Title", "Two", "One"], Cells(page.Find(".comparison"))));
        Assert.Equal(["Field", "Version 2", "Version 1"], page.FindAll(".comparison thead th").Select(head => head.TextContent));
    }

    [Fact]
    public async Task A_button_compares_a_version_with_the_newest()
    {
        var page = Open(await EditedAsync());

        page.FindAll(".versions button").Single(button => button.TextContent == "Compare with the newest").Click();

        page.WaitForAssertion(() => Assert.Equal(["Title", "One", "Two"], Cells(page.Find(".comparison"))));
    }

    [Fact]
    public async Task A_version_is_brought_back_after_a_question()
    {
        var id = await EditedAsync();
        var page = Open(id);

        page.Find("[aria-label='Bring back version 1']").Click();
        page.WaitForElement("[role=alertdialog] .primary").Click();

        page.WaitForAssertion(() => Assert.Contains("Version 1 was brought back as version 3.", page.Find("dialog").TextContent));
        Assert.Equal("One", (await Engine.Tasks.FindAsync(id, Cancel))!.Task.Title);
        Assert.Equal(3, page.FindAll(".versions > li").Count);
    }

    [Fact]
    public async Task A_version_is_not_brought_back_over_a_change_that_was_not_seen()
    {
        var id = await EditedAsync();
        var page = Open(id);
        await Engine.Tasks.ReplaceAsync(id, Draft("Three"), null, Cancel);

        page.Find("[aria-label='Bring back version 1']").Click();
        page.WaitForElement("[role=alertdialog] .primary").Click();

        page.WaitForAssertion(() => Assert.Contains("changed the title", page.Find("dialog [role=alert]").TextContent));
        Assert.Equal("Three", (await Engine.Tasks.FindAsync(id, Cancel))!.Task.Title);
    }

    [Fact]
    public async Task A_deleted_task_says_who_deleted_it_and_can_be_brought_back()
    {
        var id = await EditedAsync();
        await Engine.Tasks.DeleteAsync(id, Cancel);
        var page = Open(id);
        Assert.Contains("Kim deleted this task", page.Find(".banner").TextContent);

        page.Find("[aria-label='Bring back version 2']").Click();
        page.WaitForElement("[role=alertdialog] .primary").Click();

        page.WaitForAssertion(() => Assert.Contains("brought back as version 3", page.Find("dialog").TextContent));
        Assert.Equal("Two", (await Engine.Tasks.FindAsync(id, Cancel))!.Task.Title);
    }

    [Fact]
    public async Task Whoever_may_not_change_the_task_sees_its_history_and_no_way_back()
    {
        var id = await EditedAsync();
        Engine.Caller.Becomes("Other", Role.Operator);

        var page = Open(id);

        Assert.Equal(2, page.FindAll(".versions > li").Count);
        Assert.DoesNotContain("Bring back", page.Find("dialog").TextContent);
    }

    [Fact]
    public void A_link_to_what_never_was_says_so() => Assert.Contains("Nothing is known of this task", Open(Guid.NewGuid()).Find("dialog").TextContent);

    [Fact]
    public async Task A_long_history_is_shown_piece_by_piece()
    {
        var id = await EditedAsync();
        for (var number = 3; number <= 30; number++)
            await Engine.Tasks.ReplaceAsync(id, Draft($"{number}"), null, Cancel);
        var page = Open(id);
        Assert.Equal(25, page.FindAll(".versions > li").Count);

        page.FindAll("button").Single(button => button.TextContent == "Show older versions").Click();

        page.WaitForAssertion(() => Assert.Equal(30, page.FindAll(".versions > li").Count));
    }

    private static TaskDraft Draft(string title) => new() { Title = title, Type = "scripted", Schedule = Daily };

    private static IEnumerable<string> Cells(IElement around) => around.QuerySelectorAll("tbody th, tbody .value").Select(cell => cell.TextContent);

    private async Task<Guid> EditedAsync()
    {
        Engine.Caller.Becomes("Kim");
        var id = (await Engine.Tasks.CreateAsync(Draft("One"), Cancel)).Value!.Task.Id;
        await Engine.Tasks.ReplaceAsync(id, Draft("Two"), 1, Cancel);
        return id;
    }

    private IRenderedComponent<TasksPage> Open(Guid id)
    {
        Navigation.NavigateTo($"tasks?history={id}");
        var page = Render<TasksPage>();
        page.WaitForElement("dialog .versions, dialog .empty-state");
        return page;
    }
}
