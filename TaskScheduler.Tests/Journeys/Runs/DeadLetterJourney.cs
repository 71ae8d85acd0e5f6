using Microsoft.Playwright;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.Execution;
using static Microsoft.Playwright.Assertions;

namespace TaskScheduler.Tests.Journeys.Runs;

/// <summary>What somebody does in the morning who finds that something went wrong at night.</summary>
public sealed class DeadLetterJourney(SharedBrowser browser) : Journey(browser)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Without it every call is refused, also the one with the right payload, and its run is back in the list a second later.
    public override ValueTask InitializeAsync()
    {
        App.With("TaskScheduler:Http:AllowedNetworks", "127.0.0.0/8");
        return base.InitializeAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task A_group_of_dead_letters_is_fixed_and_tried_again(ColorScheme scheme)
    {
        // There is no such page: both fail, and again a second later.
        foreach (var title in new[] { "Import orders", "Import prices" })
            await DeadAsync(title);
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await Page.GotoAsync("/tasks");
        await Expect(Page.Locator(".waiting-count")).ToContainTextAsync("2");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Dead letters" }).ClickAsync();
        await Expect(Page.Locator(".dead-letters li")).ToContainTextAsync("2 runs");
        await Accessible.AssertNothingAsync(Page);

        await Page.Locator(".dead-letters li a").ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Retry “Import orders” with another payload" }).ClickAsync();
        await Accessible.AssertNothingAsync(Page);
        await Page.GetByRole(AriaRole.Textbox, new() { Name = "Payload" }).FillAsync($$"""{"url":"{{App.Address}}health/live"}""");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Retry now" }).ClickAsync();
        await Expect(Page.GetByText("“Import orders” is tried again.")).ToBeVisibleAsync();

        await Expect(Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(Page.Locator("tbody tr")).ToContainTextAsync("Import prices");
        await Page.GetByLabel("Select all on this page").CheckAsync();
        await Page.GetByRole(AriaRole.Region, new() { Name = "Selected runs" }).GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await Page.GetByLabel("Why nobody tries them again").FillAsync("Imported by hand");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.GetByText("1 run discarded.")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("/executed?view=active", "Nothing waits or runs")]
    [InlineData("/limits", "Nothing is limited")]
    [InlineData("/dead-letters", "No dead letters")]
    public async Task What_is_empty_says_so_to_everybody(string address, string words)
    {
        await Page.GotoAsync(address);

        await Expect(Page.GetByText(words)).ToBeVisibleAsync();
        await Accessible.AssertNothingAsync(Page);
    }

    private async Task DeadAsync(string title)
    {
        var created = await App.Tasks.CreateAsync(
            new TaskDraft
            {
                Title = title,
                Type = "http",
                Payload = new() { ["url"] = $"{App.Address}nothing-here" },
                Schedule = new() { Kind = "immediate" },
                Execution = new ExecutionDraft { Retry = new() { Kind = "fixed", Wait = "PT1S", Retries = 1 } },
            },
            Cancel);
        Assert.Empty(created.Faults);
    }
}
