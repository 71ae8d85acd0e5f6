using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TaskScheduler.Tests.Journeys.Messages;

/// <summary>Somebody who tries whether messages arrive.</summary>
public sealed class MessagesJourney(SharedBrowser browser) : Journey(browser)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1400)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task A_test_mail_is_sent_read_and_sent_again(ColorScheme scheme, int width)
    {
        await Page.SetViewportSizeAsync(width, 900);
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await Page.GotoAsync("/messages");
        await Expect(Page.GetByText("No messages yet")).ToBeVisibleAsync();
        await Expect(Page.GetByText("reaches nobody")).ToBeVisibleAsync();
        await Accessible.AssertAsync(Page);

        await Page.GetByRole(AriaRole.Button, new() { Name = "Send a test mail" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Textbox, new() { Name = "To" })).ToBeFocusedAsync();
        await Accessible.AssertAsync(Page);
        await Page.Keyboard.PressAsync("Enter");
        var row = Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "A test of TaskScheduler" });
        await Expect(row).ToContainTextAsync("Sent");
        await Accessible.AssertAsync(Page);

        await row.GetByRole(AriaRole.Link).ClickAsync();
        var dialog = Page.GetByRole(AriaRole.Dialog, new() { Name = "A test of TaskScheduler" });
        await Expect(dialog.GetByRole(AriaRole.Region, new() { Name = "Text", Exact = true })).ToContainTextAsync("messages from TaskScheduler arrive");
        await Accessible.AssertAsync(Page);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Send again" }).ClickAsync();
        await Expect(dialog).ToContainTextAsync("Sent");
        Assert.Equal(2, await FilesAsync());
        if (width == 390)
            Assert.Equal(0, await Page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - window.innerWidth)"));
    }

    // Sent again, it is shown as sent only when its file is there.
    private async Task<int> FilesAsync()
    {
        await Page.GotoAsync("/messages?state=sent");
        await Expect(Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "A test of TaskScheduler" })).ToBeVisibleAsync();
        return Directory.GetFiles(Path.Combine(App.DataDirectory, "outbox"), "*.eml").Length;
    }
}
