using Bunit;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Pages.Tasks;

namespace TaskScheduler.Tests.Pages.Tasks.Chaining;

public sealed class TaskChoiceTests : PageTest
{
    [Fact]
    public async Task A_task_is_searched_by_its_title_chosen_with_the_keyboard_and_stored()
    {
        var parent = await TaskAsync("Nightly import");
        await TaskAsync("Nightly report");
        var child = await TaskAsync("Tell the office");
        var page = OpenAfter($"tasks?edit={child.Id}");

        page.Find("[role=combobox]").Input("nightly");
        page.WaitForAssertion(() => Assert.Equal(["Nightly import", "Nightly report"], Options(page)));
        page.Find("[role=combobox]").KeyDown("ArrowDown");
        page.Find("[role=combobox]").KeyDown("ArrowUp");
        page.Find("[role=combobox]").KeyDown("Enter");
        page.Find("#field-schedule-on").Change("failed");

        Assert.Contains("Whenever “Nightly import” has failed", page.Find(".sentence").TextContent);
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("was saved", page.Find(".notice").TextContent));
        Assert.Equal(new AfterSchedule(parent.Id, AfterOutcome.Failed), (await Engine.Tasks.FindAsync(child.Id, Cancel))!.Task.Schedule);
    }

    [Fact]
    public async Task A_task_is_not_offered_to_itself()
    {
        var task = await TaskAsync("Nightly import");
        var page = OpenAfter($"tasks?edit={task.Id}");

        page.Find("[role=combobox]").Input("nightly");

        page.WaitForAssertion(() => Assert.Contains("No task matches “nightly”.", page.Find(".task-choice").TextContent));
        Assert.Empty(Options(page));
    }

    [Fact]
    public async Task Of_many_tasks_a_few_are_shown_and_it_says_that_there_are_more()
    {
        for (var number = 0; number < 12; number++)
            await TaskAsync($"Nightly import {number:00}");
        var page = OpenAfter("tasks?edit=new");

        page.Find("[role=combobox]").Click();

        page.WaitForAssertion(() => Assert.Equal(8, Options(page).Count()));
        Assert.Contains("There are more", page.Find(".task-choice [role=status]").TextContent);
    }

    [Fact]
    public void A_task_that_was_not_chosen_is_asked_for_at_its_field()
    {
        var page = OpenAfter("tasks?edit=new");

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("Say after which task it is due.", page.Find("#field-schedule-task-fault").TextContent));
    }

    [Fact]
    public async Task The_list_and_the_dialog_name_the_task_that_is_followed_and_those_that_follow()
    {
        var parent = await TaskAsync("Nightly import");
        await FollowAsync(parent.Id, "Tell the office");

        Navigation.NavigateTo($"tasks?edit={parent.Id}");
        var page = Render<TasksPage>();

        page.WaitForAssertion(() => Assert.Contains("Tell the office when it has succeeded", page.Find(".followers").TextContent));
        Assert.Contains(page.FindAll("td.schedule"), cell => cell.TextContent == "Whenever “Nightly import” has succeeded");
    }

    [Fact]
    public async Task A_task_whose_parent_was_deleted_says_so_and_can_still_be_edited()
    {
        var parent = await TaskAsync("Nightly import");
        var child = await FollowAsync(parent.Id, "Tell the office");
        await Engine.Tasks.DeleteAsync(parent.Id, Cancel);
        Navigation.NavigateTo($"tasks?edit={child}");
        var page = Render<TasksPage>();
        page.WaitForElement("dialog form");

        Assert.EndsWith("After a task that was deleted: never due", page.Find(".sentence").TextContent.Trim());
        page.Find("#field-title").Input("Tell everybody");
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("was saved", page.Find(".notice").TextContent));
    }

    private static IEnumerable<string> Options(IRenderedComponent<TasksPage> page) => page.FindAll("#task-choices:not([hidden]) [role=option]").Select(option => option.TextContent);

    private async Task<Guid> FollowAsync(Guid parent, string title)
    {
        var draft = new TaskDraft { Title = title, Type = "scripted", Schedule = new() { Kind = "after", Task = parent.ToString() } };
        return (await Engine.Tasks.CreateAsync(draft, Cancel)).Value!.Task.Id;
    }

    private IRenderedComponent<TasksPage> OpenAfter(string address)
    {
        Navigation.NavigateTo(address);
        var page = Render<TasksPage>();
        page.WaitForElement("dialog form");
        page.FindAll(".modes label").Single(label => label.TextContent.Contains("After another task")).QuerySelector("input")!.Change(true);
        return page;
    }
}
