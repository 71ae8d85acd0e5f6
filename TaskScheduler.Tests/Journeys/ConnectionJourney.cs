using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TaskScheduler.Tests.Journeys;

public sealed class ConnectionJourney(SharedBrowser browser) : Journey(browser)
{
    [Fact]
    public async Task A_lost_connection_is_told_in_words_and_heals_by_itself()
    {
        IWebSocketRoute? socket = null;
        await Page.RouteWebSocketAsync("**/_blazor**", opened => (socket = opened).ConnectToServer());
        await Page.GotoAsync("/tasks");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Tasks", Exact = true })).ToBeFocusedAsync();

        await Page.RouteAsync("**/_blazor/negotiate**", request => request.AbortAsync());
        await socket!.CloseAsync();
        await Expect(Page.GetByRole(AriaRole.Dialog, new() { Name = "Connection lost" })).ToBeVisibleAsync();

        await Page.UnrouteAsync("**/_blazor/negotiate**");
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Executed" }).ClickAsync();
        await Expect(Page).ToHaveTitleAsync("Executed · TaskScheduler");
        ForgetConsoleErrors();
    }
}
