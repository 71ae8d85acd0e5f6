using Bunit;
using TaskScheduler.Web.Pages.Account;

namespace TaskScheduler.Tests.Pages.Account;

public sealed class CalendarPanelTests : SignedInPageTest
{
    [Fact]
    public async Task An_address_is_shown_once_and_listed_without_its_secret()
    {
        var panel = Render<CalendarPanel>();
        await panel.Find("select").ChangeAsync("all");

        await panel.Find("form").SubmitAsync();

        panel.WaitForAssertion(() => Assert.Matches("/calendar/[A-Za-z0-9_-]{43}\\.ics$", panel.Find("input[readonly]").GetAttribute("value")));
        var again = Render<CalendarPanel>();
        again.WaitForAssertion(() => Assert.Contains("All tasks", again.Find("li").TextContent, StringComparison.Ordinal));
        Assert.Empty(again.FindAll("input[readonly]"));
    }

    [Fact]
    public async Task An_address_is_revoked_after_a_question()
    {
        var panel = Render<CalendarPanel>();
        await panel.Find("form").SubmitAsync();
        panel.WaitForAssertion(() => Assert.Single(panel.FindAll("li")));

        var revoking = panel.Find("li button").ClickAsync(new());
        panel.WaitForAssertion(() => Assert.Contains("Calendar programs that use it show nothing new", panel.Markup, StringComparison.Ordinal));
        await panel.Find("button.danger").ClickAsync(new());
        await revoking;

        panel.WaitForAssertion(() => Assert.Empty(panel.FindAll("li")));
    }
}
