using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TaskScheduler.Tests.Journeys;

public sealed class NavigationJourney(SharedBrowser browser) : Journey(browser)
{
    [Fact]
    public async Task The_address_of_the_program_leads_to_the_tasks()
    {
        await Page.GotoAsync("/");

        await Expect(Page).ToHaveURLAsync($"{App.Address}tasks");
        await Expect(Page).ToHaveTitleAsync("Tasks · TaskScheduler");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Tasks", Exact = true })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_executed_page_is_reached_by_keyboard()
    {
        await Page.GotoAsync("/tasks");
        await HeadingHasFocusAsync("Tasks");

        await Page.GetByRole(AriaRole.Link, new() { Name = "Executed" }).PressAsync("Enter");

        await Expect(Page).ToHaveTitleAsync("Executed · TaskScheduler");
        await HeadingHasFocusAsync("Executed");
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Executed" })).ToHaveAttributeAsync("aria-current", "page");
    }

    [Fact]
    public async Task The_skip_link_leads_past_the_navigation_and_stays_on_the_page()
    {
        await Page.GotoAsync("/executed");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Executed" })).ToBeFocusedAsync();

        await Page.GetByRole(AriaRole.Link, new() { Name = "Skip to content" }).PressAsync("Enter");

        await Expect(Page.GetByRole(AriaRole.Main)).ToBeFocusedAsync();
        await Expect(Page).ToHaveURLAsync($"{App.Address}executed");
    }

    [Fact]
    public async Task On_a_phone_the_menu_opens_on_demand_and_closes_after_a_choice()
    {
        var phone = await NewVisitorAsync(new() { ViewportSize = new() { Width = 390, Height = 844 } });
        await phone.GotoAsync("/tasks");
        var executed = phone.GetByRole(AriaRole.Link, new() { Name = "Executed" });
        await Expect(executed).ToBeHiddenAsync();

        await phone.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
        await executed.ClickAsync();

        await Expect(phone.GetByRole(AriaRole.Heading, new() { Name = "Executed" })).ToBeVisibleAsync();
        await Expect(executed).ToBeHiddenAsync();
    }
}
