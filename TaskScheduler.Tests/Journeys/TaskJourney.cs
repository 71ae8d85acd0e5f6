using Microsoft.Playwright;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskScheduler.Tests.Journeys;

public sealed class TaskJourney(SharedBrowser browser) : Journey(browser)
{
    private TaskStore Tasks => App.Tasks;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_task_created_in_the_browser_is_seen_executed_by_somebody_else_without_reloading()
    {
        var other = await NewVisitorAsync(Visitor);
        await other.GotoAsync("/executed");
        await Expect(other.GetByText("Nothing has run yet")).ToBeVisibleAsync();
        await Page.GotoAsync("/tasks");

        await Page.GetByRole(AriaRole.Link, new() { Name = "Create task" }).First.ClickAsync();
        var dialog = Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Title").FillAsync("Remind Kim");
        await dialog.GetByLabel("User e-mail").FillAsync("kim@example.com");
        await dialog.GetByText("Immediately").ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create task" }).ClickAsync();

        await Expect(Row(Page, "Remind Kim")).ToContainTextAsync("Succeeded");
        await Expect(Row(other, "Remind Kim")).ToContainTextAsync("Succeeded");
    }

    [Fact]
    public async Task An_edit_is_kept_and_shown()
    {
        await TaskAsync("Water the plants");
        await Page.GotoAsync("/tasks");

        await Row(Page, "Water the plants").GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        var dialog = Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Title").FillAsync("Water the garden");
        await dialog.GetByText("Weekly").ClickAsync();
        await Expect(dialog).ToContainTextAsync("Every Monday at 09:00");
        await Page.Keyboard.PressAsync("Control+Enter");

        await Expect(Row(Page, "Water the garden")).ToContainTextAsync("Every Monday at 09:00");
    }

    [Fact]
    public async Task A_task_is_set_inactive_and_can_still_be_run_now()
    {
        await TaskAsync("Water the plants");
        await Page.GotoAsync("/tasks");
        var row = Row(Page, "Water the plants");

        await row.GetByRole(AriaRole.Button, new() { Name = "Set inactive" }).ClickAsync();
        await Expect(row).ToContainTextAsync("Inactive");
        await row.GetByRole(AriaRole.Button, new() { Name = "Run now" }).ClickAsync();
        await Expect(row).ToContainTextAsync("Succeeded");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Watch it run" }).ClickAsync();

        await Expect(Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Handed to");
    }

    [Fact]
    public async Task After_a_restart_the_tasks_are_still_there()
    {
        using var data = new TemporaryFolder();
        await using (var before = new RunningApp().With("TaskScheduler:DataDirectory", data.Location).Start())
            await before.Tasks.CreateAsync(Draft("Water the plants"), Cancel);
        await using var after = new RunningApp().With("TaskScheduler:DataDirectory", data.Location).Start();
        await SignedIn.AsAdministratorAsync(after, Page.Context);

        await Page.GotoAsync($"{after.Address}tasks");

        await Expect(Row(Page, "Water the plants")).ToBeVisibleAsync();
        await Page.GotoAsync("about:blank");
    }

    [Fact]
    public async Task Filters_live_in_the_address_and_the_back_button_takes_them_back()
    {
        await TaskAsync("Water the plants");
        await Tasks.SetActiveAsync((await TaskAsync("Feed the cat")).Id, active: false, Cancel);
        await Page.GotoAsync("/tasks");

        await Page.GetByLabel("Status").SelectOptionAsync("Inactive");
        await Expect(Page).ToHaveURLAsync($"{App.Address}tasks?status=inactive");
        await Expect(Row(Page, "Water the plants")).ToHaveCountAsync(0);
        await Page.ReloadAsync();
        await Expect(Row(Page, "Feed the cat")).ToBeVisibleAsync();
        await Expect(Row(Page, "Water the plants")).ToHaveCountAsync(0);
        await Page.GoBackAsync();

        await Expect(Row(Page, "Water the plants")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_live_change_does_not_take_the_focus_away()
    {
        var task = await TaskAsync("Water the plants");
        await Page.GotoAsync("/tasks");
        await HeadingHasFocusAsync("Tasks");
        var delete = Row(Page, "Water the plants").GetByRole(AriaRole.Button, new() { Name = "Delete" });
        await delete.FocusAsync();

        await Tasks.SetActiveAsync(task.Id, active: false, Cancel);
        await TaskAsync("Another one");

        await Expect(Row(Page, "Water the plants")).ToContainTextAsync("Inactive");
        await Expect(delete).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_keyboard_reaches_the_search_the_help_and_the_commands()
    {
        await TaskAsync("Water the plants");
        await Page.GotoAsync("/tasks");
        await Expect(Row(Page, "Water the plants")).ToBeVisibleAsync();

        await Page.Keyboard.PressAsync("?");
        await Expect(Page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts" })).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Page.Keyboard.PressAsync("/");
        await Expect(Page.GetByLabel("Search tasks")).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Control+k");
        await Page.GetByRole(AriaRole.Combobox, new() { Name = "Search commands and tasks" }).FillAsync("plant");
        await Expect(Page.GetByRole(AriaRole.Listbox, new() { Name = "Commands and tasks" })).ToContainTextAsync("Water the plants");
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Page.GetByRole(AriaRole.Dialog).GetByLabel("Title")).ToHaveValueAsync("Water the plants");
    }

    [Fact]
    public async Task Escape_and_the_back_button_ask_about_unsaved_changes()
    {
        await Page.GotoAsync("/tasks");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Create task" }).First.ClickAsync();
        var title = Page.GetByRole(AriaRole.Dialog).GetByLabel("Title");
        await title.FillAsync("Half a thought");

        await Page.Keyboard.PressAsync("Escape");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Go back" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Alertdialog)).ToHaveCountAsync(0);
        await Expect(title).ToHaveValueAsync("Half a thought");
        await Page.Keyboard.PressAsync("Escape");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();

        await Expect(Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(Page).ToHaveURLAsync($"{App.Address}tasks");
    }

    [Fact]
    public async Task On_a_phone_the_tasks_are_cards_and_nothing_is_wider_than_the_screen()
    {
        await TaskAsync("Water the plants");
        var phone = await NewVisitorAsync(new() { ViewportSize = new() { Width = 390, Height = 844 } });
        await phone.GotoAsync("/tasks");

        await Expect(Row(phone, "Water the plants").GetByRole(AriaRole.Button, new() { Name = "Run now" })).ToBeInViewportAsync();
        Assert.Equal(390, await phone.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await phone.GetByRole(AriaRole.Link, new() { Name = "Water the plants" }).ClickAsync();

        await Expect(phone.GetByRole(AriaRole.Dialog)).ToHaveCSSAsync("width", "390px");
    }

    private static TaskDraft Draft(string title) => new()
    {
        Title = title,
        UserEmail = "kim@example.com",
        Schedule = new ScheduleDraft { Kind = "cron", Cron = "0 9 * * *", TimeZone = "Europe/Berlin" },
    };

    private static ILocator Row(IPage page, string title) => page.GetByRole(AriaRole.Row).Filter(new() { HasText = title });

    private async Task<ScheduledTask> TaskAsync(string title) => (await Tasks.CreateAsync(Draft(title), Cancel)).Value!.Task;
}
