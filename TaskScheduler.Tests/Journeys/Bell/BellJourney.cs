using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications.People;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Tests.Notifications;
using static Microsoft.Playwright.Assertions;

namespace TaskScheduler.Tests.Journeys.Bell;

/// <summary>Somebody at work is told of something, reads it, and says how they want to be told from now on.</summary>
public sealed class BellJourney(SharedBrowser browser) : Journey(browser)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1400)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task A_message_arrives_in_the_open_page_and_is_read(ColorScheme scheme, int width)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await Page.SetViewportSizeAsync(width, 900);
        await Page.GotoAsync("/tasks");
        var heading = Page.GetByRole(AriaRole.Heading, new() { Name = "Tasks", Exact = true });
        await Expect(heading).ToBeFocusedAsync();
        var bell = Page.GetByRole(AriaRole.Button, new() { Name = "Notifications" });
        await Expect(bell).ToHaveAccessibleNameAsync("Notifications, none unread");

        await TellAsync(StoredAccounts.Telling("the disk") with { Page = "executed" });
        await TellAsync(StoredAccounts.Telling("the mail server", TellingLevel.Good));

        await Expect(bell).ToHaveAccessibleNameAsync("Notifications, 2 unread");
        await Expect(heading).ToBeFocusedAsync();
        await bell.PressAsync("Enter");
        var panel = Page.GetByRole(AriaRole.Region, new() { Name = "Notifications" });
        await Expect(panel.GetByText("About the mail server")).ToBeVisibleAsync();
        await Accessible.AssertAsync(Page);
        await Page.Keyboard.PressAsync("Tab");
        await Expect(panel.GetByRole(AriaRole.Button, new() { Name = "Mark all read" })).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Expect(panel).ToBeHiddenAsync();
        await Expect(bell).ToBeFocusedAsync();

        await Page.Keyboard.PressAsync("Enter");
        await panel.GetByRole(AriaRole.Link, new() { Name = "About the disk" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync($"{App.Address}executed");
        await Expect(bell).ToHaveAccessibleNameAsync("Notifications, 1 unread");
        await Expect(panel).ToBeHiddenAsync();

        await bell.ClickAsync();
        await panel.GetByRole(AriaRole.Link, new() { Name = "All notifications" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Notifications", Exact = true, Level = 1 })).ToBeFocusedAsync();
        await Expect(Page.GetByText("What the disk is about.")).ToBeVisibleAsync();
        await Accessible.AssertAsync(Page);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Mark all read" }).ClickAsync();
        await Expect(bell).ToHaveAccessibleNameAsync("Notifications, none unread");
    }

    [Theory]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 1400)]
    public async Task How_somebody_wants_to_be_told_survives_a_reload(ColorScheme scheme, int width)
    {
        var visitor = await NewVisitorAsync(new() { TimezoneId = "America/New_York", ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 } });
        await visitor.GotoAsync("/account");
        var panel = visitor.GetByRole(AriaRole.Region, new() { Name = "What you are told" });

        await panel.GetByRole(AriaRole.Button, new() { Name = "Use America/New_York" }).ClickAsync();
        await panel.GetByLabel("Quiet from").FillAsync("22:00");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(panel.GetByText("Say when quiet hours end")).ToBeVisibleAsync();
        await Accessible.AssertAsync(visitor);
        await panel.GetByLabel("Quiet until").FillAsync("07:00");
        await panel.GetByLabel("Summary by e-mail").SelectOptionAsync("Weekly");
        await panel.GetByLabel("Alerts by e-mail").UncheckAsync();
        await panel.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(panel.GetByRole(AriaRole.Status)).ToHaveTextAsync("Saved.");
        await visitor.ReloadAsync();

        await Expect(panel.GetByLabel("Time zone")).ToHaveValueAsync("America/New_York");
        await Expect(panel.GetByLabel("Quiet from")).ToHaveValueAsync("22:00");
        await Expect(panel.GetByLabel("Quiet until")).ToHaveValueAsync("07:00");
        await Expect(panel.GetByLabel("Summary by e-mail")).ToHaveValueAsync("Weekly");
        await Expect(panel.GetByLabel("Summary at")).ToHaveValueAsync("08:00");
        await Expect(panel.GetByLabel("Alerts by e-mail")).Not.ToBeCheckedAsync();
    }

    private Task TellAsync(Telling telling)
    {
        var account = App.Services.GetRequiredService<AccountDirectory>().Accounts.Single();
        return App.Services.GetRequiredService<IWriteGate>().WriteAsync(session =>
        {
            App.Services.GetRequiredService<PeopleTold>().Tell(session, account.Id, telling);
            return Task.FromResult(true);
        });
    }
}
