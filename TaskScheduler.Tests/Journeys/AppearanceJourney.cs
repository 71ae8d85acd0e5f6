using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TaskScheduler.Tests.Journeys;

public sealed class AppearanceJourney(SharedBrowser browser) : Journey(browser)
{
    [Theory]
    [InlineData("/tasks", ColorScheme.Light)]
    [InlineData("/tasks", ColorScheme.Dark)]
    [InlineData("/executed", ColorScheme.Light)]
    [InlineData("/executed", ColorScheme.Dark)]
    [InlineData("/audit", ColorScheme.Light)]
    [InlineData("/audit", ColorScheme.Dark)]
    [InlineData("/secrets", ColorScheme.Light)]
    [InlineData("/secrets", ColorScheme.Dark)]
    public async Task No_page_shuts_anybody_out(string address, ColorScheme scheme)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await Page.GotoAsync(address);
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();

        await Accessible.AssertAsync(Page);
    }

    [Fact]
    public async Task A_chosen_theme_wins_over_the_system_and_is_kept()
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await Page.GotoAsync("/tasks");

        var back = Page.GetByRole(AriaRole.Button, new() { Name = "Switch to light" });

        await Page.GetByRole(AriaRole.Button, new() { Name = "Switch to dark" }).ClickAsync();
        await Expect(back).ToBeVisibleAsync();
        await Page.ReloadAsync();

        await Expect(back).ToBeVisibleAsync();
        await Expect(Page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(17, 21, 25)");
    }

    [Fact]
    public async Task Times_are_those_of_the_visitors_browser()
    {
        var visitor = await NewVisitorAsync(new() { TimezoneId = "America/New_York" });

        await visitor.GotoAsync("/tasks");

        await Expect(visitor.GetByText("Times in America/New_York")).ToBeVisibleAsync();
    }
}
