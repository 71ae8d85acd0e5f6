using System.Net;
using System.Net.Http.Json;
using Microsoft.Playwright;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using static Microsoft.Playwright.Assertions;

namespace TaskScheduler.Tests.Journeys;

public sealed class HookJourney(SharedBrowser browser) : Journey(browser)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_starts_a_task_by_the_address_that_a_person_copied()
    {
        await Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var dialog = await OpenAsync();

        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create address" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Copied" })).ToBeVisibleAsync();
        var address = await Page.EvaluateAsync<string>("navigator.clipboard.readText()");
        using var program = new HttpClient();
        using var answer = await program.PostAsJsonAsync(address, new { plant = "fern" }, Cancel);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await Page.GotoAsync("/executed");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Water the plants" }).First.ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Input" })).ToContainTextAsync("fern");
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_address_of_a_task_shuts_nobody_out(ColorScheme scheme)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        var dialog = await OpenAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create address" }).ClickAsync();
        await Expect(dialog.GetByLabel("Secret address")).ToBeFocusedAsync();

        await Accessible.AssertAsync(Page);
    }

    [Fact]
    public async Task Removing_an_address_asks_first_and_leaves_the_dialog_open()
    {
        var dialog = await OpenAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create address" }).ClickAsync();

        await dialog.GetByRole(AriaRole.Button, new() { Name = "Remove address" }).ClickAsync();
        await Page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Remove address" }).ClickAsync();

        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Create address" })).ToBeFocusedAsync();
        await Expect(dialog.GetByLabel("Secret address")).ToHaveCountAsync(0);
    }

    private async Task<ILocator> OpenAsync()
    {
        var draft = new TaskDraft { Title = "Water the plants", UserEmail = "kim@example.com", Schedule = new ScheduleDraft { Kind = "cron", Cron = "0 9 * * *" } };
        var task = (await App.Tasks.CreateAsync(draft, Cancel)).Value!.Task;
        await Page.GotoAsync($"/tasks?edit={task.Id}");
        return Page.GetByRole(AriaRole.Dialog, new() { Name = "Edit task" });
    }
}
