using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Notifications.People;
using TaskScheduler.Web.Parts;
using TaskScheduler.Web.Pages.Account;

namespace TaskScheduler.Tests.Pages.Account;

public sealed class NotifyPanelTests : SignedInPageTest
{
    [Fact]
    public async Task What_was_saved_is_shown_when_the_page_is_opened_again()
    {
        var panel = Render<NotifyPanel>();

        await panel.Find("#field-timeZone").ChangeAsync("europe/berlin");
        await panel.Find("#field-bell").ChangeAsync("BadOnly");
        await panel.Find("#field-summary").ChangeAsync("Weekly");
        await panel.Find("#field-summaryAt").ChangeAsync("06:30");
        await panel.Find("input[type=checkbox]").ChangeAsync(false);
        await panel.Find("#field-quietHours-from").ChangeAsync("22:00:00");
        await panel.Find("#field-quietHours-to").ChangeAsync("07:00");
        await panel.Find("form").SubmitAsync();
        panel.WaitForAssertion(() => Assert.Equal("Saved.", panel.Find("[role=status]").TextContent));

        var again = Render<NotifyPanel>();
        Assert.Equal("Europe/Berlin", again.Find("#field-timeZone").GetAttribute("value"));
        Assert.Equal(["06:30", "22:00", "07:00"], again.FindAll("input[type=time]").Select(field => field.GetAttribute("value")));
        Assert.False(again.Find("input[type=checkbox]").HasAttribute("checked"));
        var settings = App.Services.GetRequiredService<PeopleSettings>().Of(Directory.Accounts.Single().Id);
        Assert.Equal((BellChoice.BadOnly, SummaryChoice.Weekly), (settings.Bell, settings.Summary));
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field()
    {
        var panel = Render<NotifyPanel>();

        await panel.Find("#field-timeZone").ChangeAsync("Europe/Berlim");
        await panel.Find("#field-quietHours-from").ChangeAsync("22:00");
        await panel.Find("form").SubmitAsync();

        panel.WaitForAssertion(() => Assert.Contains("did you mean Europe/Berlin", panel.Find("#field-timeZone-fault").TextContent, StringComparison.Ordinal));
        Assert.Contains("Say when quiet hours end", panel.Find("#field-quietHours-to-fault").TextContent, StringComparison.Ordinal);
        Assert.Equal("", panel.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task The_zone_of_the_browser_is_offered()
    {
        JSInterop.Setup<string?>("taskScheduler.timeZone").SetResult("Asia/Tokyo");
        await Services.GetRequiredService<BrowserTime>().AskBrowserAsync();
        var panel = Render<NotifyPanel>();

        await panel.FindAll("button").Single(button => button.TextContent == "Use Asia/Tokyo").ClickAsync(new());

        Assert.Equal("Asia/Tokyo", panel.Find("#field-timeZone").GetAttribute("value"));
        Assert.DoesNotContain("Use Asia/Tokyo", panel.Markup, StringComparison.Ordinal);
    }
}
