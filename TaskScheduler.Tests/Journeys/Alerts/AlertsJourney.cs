using Microsoft.Playwright;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.Execution;
using static Microsoft.Playwright.Assertions;

namespace TaskScheduler.Tests.Journeys.Alerts;

/// <summary>Somebody who wants to hear of failures in their chat.</summary>
public sealed class AlertsJourney(SharedBrowser browser) : Journey(browser)
{
    private const int PhoneWidth = 390;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ColorScheme.Light, 1400)]
    [InlineData(ColorScheme.Dark, PhoneWidth)]
    public async Task A_channel_and_a_rule_are_made_and_what_the_rule_finds_appears(ColorScheme scheme, int width)
    {
        await Page.SetViewportSizeAsync(width, 900);
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await Page.GotoAsync("/channels");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Add channel" }).ClickAsync();
        await Accessible.AssertNothingAsync(Page);
        await Page.GetByLabel("Name").FillAsync("Operations");
        await Page.GetByLabel("Address").FillAsync("https://hooks.example.com/services/secret");
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Add channel" }).ClickAsync();
        await Expect(Page.Locator("main .rows")).ToContainTextAsync("Webhook at hooks.example.com");
        await Accessible.AssertNothingAsync(Page);

        await Page.GotoAsync("/alerts");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Add rule" }).ClickAsync();
        await Page.GetByLabel("Channel Operations").CheckAsync();
        await Accessible.AssertNothingAsync(Page);
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Add rule" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Rules" })).ToContainTextAsync("tells the task's user, Operations");
        await FailAsync("Import orders");

        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Incidents" })).ToContainTextAsync("Failed: Import orders");
        await Accessible.AssertNothingAsync(Page);
        Assert.True(await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "The page is wider than the screen.");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Import orders" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Import orders" })).ToBeVisibleAsync();
    }

    private async Task FailAsync(string title)
    {
        var created = await App.Tasks.CreateAsync(
            new TaskDraft
            {
                Title = title,
                Type = "http",
                Payload = new() { ["url"] = $"{App.Address}nothing-here" },
                Schedule = new() { Kind = "immediate" },
                Execution = new ExecutionDraft { Retry = new() { Kind = "none" } },
            },
            Cancel);
        Assert.Empty(created.Faults);
    }
}
