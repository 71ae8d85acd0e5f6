using Microsoft.Playwright;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using static Microsoft.Playwright.Assertions;

namespace TaskScheduler.Tests.Journeys;

public sealed class TwoEditorsJourney(SharedBrowser browser) : Journey(browser)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_who_edit_one_task_lose_nothing_and_find_it_all_in_its_history()
    {
        var id = await TaskAsync();
        var other = await NewVisitorAsync(Visitor);
        await Page.GotoAsync($"/tasks?edit={id}");
        await other.GotoAsync($"/tasks?edit={id}");
        await Page.GetByLabel("Title").FillAsync("Water the garden");
        await other.GetByLabel("Description").FillAsync("All of them");

        await other.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(other.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Page.Keyboard.PressAsync("Control+Enter");
        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("changed the description just now");
        await Expect(Page.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Combine both and save" }).PressAsync("Enter");
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        await Page.GetByRole(AriaRole.Link, new() { Name = "Water the garden" }).ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "History", Exact = true }).ClickAsync();
        var versions = Page.GetByRole(AriaRole.List, new() { Name = "Versions, newest first" });
        await Expect(versions.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(3);
        await Expect(versions.GetByRole(AriaRole.Listitem).First).ToContainTextAsync("Changed the title.");
    }

    [Fact]
    public async Task What_was_deleted_is_found_in_the_audit_trail_and_brought_back()
    {
        var id = await TaskAsync();
        await App.Tasks.DeleteAsync(id, Cancel);
        await Page.GotoAsync("/audit");

        await Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "deleted the task" }).GetByRole(AriaRole.Link, new() { Name = "Water the plants" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Bring back version 1" }).ClickAsync();
        await Page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Bring back" }).ClickAsync();
        await Expect(Page.GetByText("Version 1 was brought back as version 2.")).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Escape");

        await Expect(Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Water the plants" })).ToContainTextAsync("Pending");
    }

    [Fact]
    public async Task The_trail_is_downloaded_by_its_link()
    {
        await TaskAsync();
        await Page.GotoAsync("/audit");

        var download = await Page.RunAndWaitForDownloadAsync(() => Page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync());

        Assert.Contains("Water the plants", await File.ReadAllTextAsync(await download.PathAsync(), Cancel), StringComparison.Ordinal);
    }

    private async Task<Guid> TaskAsync()
    {
        var draft = new TaskDraft { Title = "Water the plants", UserEmail = "kim@example.com", Schedule = new ScheduleDraft { Kind = "cron", Cron = "0 9 1 1 *", TimeZone = "UTC" } };
        return (await App.Tasks.CreateAsync(draft, Cancel)).Value!.Task.Id;
    }
}
