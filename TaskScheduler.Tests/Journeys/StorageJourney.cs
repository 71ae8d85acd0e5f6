using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TaskScheduler.Tests.Journeys;

/// <summary>An administrator who makes a backup and decides how long things are kept.</summary>
public sealed class StorageJourney(SharedBrowser browser) : Journey(browser)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1400)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task A_backup_is_made_and_rules_are_changed_after_a_look_at_what_they_delete(ColorScheme scheme, int width)
    {
        await Page.SetViewportSizeAsync(width, 900);
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await Page.GotoAsync("/storage");
        await Expect(Page.GetByText("Used by data")).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Table, new() { Name = "Size by table" })).ToBeVisibleAsync();
        await Accessible.AssertAsync(Page);

        await Page.GetByRole(AriaRole.Button, new() { Name = "Back up now" }).ClickAsync();
        await Expect(Page.GetByText("checked · 0 tasks")).ToBeVisibleAsync();
        var download = await Page.RunAndWaitForDownloadAsync(() => Page.GetByRole(AriaRole.Link, new() { Name = "Download taskscheduler-" }).ClickAsync());
        Assert.StartsWith("taskscheduler-", download.SuggestedFilename, StringComparison.Ordinal);

        var succeeded = Page.GetByRole(AriaRole.Group, new() { Name = "Succeeded runs" });
        await succeeded.GetByRole(AriaRole.Spinbutton, new() { Name = "Days" }).FillAsync("14");
        await Page.GetByRole(AriaRole.Button, new() { Name = "What would be deleted?" }).ClickAsync();
        await Expect(Page.GetByText("By these rules nothing would be deleted now.")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Save rules" }).ClickAsync();
        await Expect(Page.GetByText("The rules are saved.")).ToBeVisibleAsync();
        await Accessible.AssertAsync(Page);
        await Page.ReloadAsync();
        await Expect(succeeded.GetByRole(AriaRole.Spinbutton, new() { Name = "Days" })).ToHaveValueAsync("14");
        if (width == 390)
            Assert.Equal(0, await Page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - window.innerWidth)"));
    }
}
