using Microsoft.Playwright;
using TaskScheduler.Core.Access;
using TaskScheduler.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace TaskScheduler.Tests.Journeys;

public sealed class SignInJourney(SharedBrowser browser) : Journey(browser)
{
    [Fact]
    public async Task The_first_visit_creates_the_administrator_and_leads_to_the_tasks()
    {
        await using var fresh = new RunningApp().WithoutAccounts().Start();
        var visitor = await NewStrangerAsync(Visitor);

        await visitor.GotoAsync($"{fresh.Address}tasks");
        await Expect(visitor).ToHaveURLAsync($"{fresh.Address}setup");
        await visitor.GetByLabel("E-mail").FillAsync("kim@example.org");
        await visitor.GetByLabel("Password").FillAsync("short");
        await visitor.Keyboard.PressAsync("Enter");
        await Expect(visitor.GetByText("Use 12 characters or more")).ToBeVisibleAsync();
        await visitor.GetByLabel("Password").FillAsync("three words in a row");
        await visitor.Keyboard.PressAsync("Enter");

        await Expect(visitor.GetByRole(AriaRole.Heading, new() { Name = "No tasks yet" })).ToBeVisibleAsync();
        await Expect(visitor.GetByRole(AriaRole.Link, new() { Name = "kim@example.org" })).ToBeVisibleAsync();
        await visitor.GotoAsync("about:blank");
    }

    [Fact]
    public async Task After_signing_in_with_the_keyboard_alone_a_visitor_is_where_they_wanted_to_go()
    {
        var visitor = await NewStrangerAsync(Visitor);

        await visitor.GotoAsync("/executed?state=failed");
        await Expect(visitor.GetByLabel("E-mail")).ToBeFocusedAsync();
        await visitor.Keyboard.TypeAsync(Administrator.Email);
        await visitor.Keyboard.PressAsync("Tab");
        await visitor.Keyboard.TypeAsync("not the password");
        await visitor.Keyboard.PressAsync("Enter");
        await Expect(visitor.GetByRole(AriaRole.Alert)).ToContainTextAsync("wrong");
        await Expect(visitor.GetByLabel("Password")).ToBeFocusedAsync();
        await visitor.Keyboard.TypeAsync(Administrator.Password);
        await visitor.Keyboard.PressAsync("Enter");

        await Expect(visitor).ToHaveURLAsync($"{App.Address}executed?state=failed");
        await Expect(visitor.GetByRole(AriaRole.Heading, new() { Name = "Executed" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_session_that_is_ended_elsewhere_is_taken_off_the_open_page()
    {
        await Page.GotoAsync("/tasks");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Tasks", Exact = true })).ToBeVisibleAsync();
        var directory = App.AsProgram<AccountDirectory>();

        await App.AsProgram<SessionStore>().EndAllAsync(directory.Accounts.Single().Id);

        await Expect(Page).ToHaveURLAsync($"{App.Address}sign-in");
    }

    [Fact]
    public async Task Signing_out_needs_signing_in_again()
    {
        await Page.GotoAsync("/tasks");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync($"{App.Address}sign-in");
        await Page.GotoAsync("/tasks");

        await Expect(Page).ToHaveURLAsync($"{App.Address}sign-in");
    }

    [Fact]
    public async Task A_second_factor_is_set_up_and_then_asked_for()
    {
        await Page.GotoAsync("/account");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Set up" }).ClickAsync();
        var key = await Page.GetByLabel("Key for the app").InnerTextAsync();
        await Page.GetByLabel("Six digits").FillAsync(Totp.Now(key));
        await Page.GetByRole(AriaRole.Button, new() { Name = "Turn on" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "I have kept them" })).ToBeVisibleAsync();
        var recovery = (await Page.Locator(".secret-list li").AllInnerTextsAsync())[0];

        var visitor = await NewStrangerAsync(Visitor);
        await SignInAsync(visitor);
        await visitor.GetByLabel("Code").FillAsync("000000");
        await visitor.Keyboard.PressAsync("Enter");
        await Expect(visitor.GetByRole(AriaRole.Alert)).ToContainTextAsync("does not fit");
        await visitor.GetByLabel("Code").FillAsync(recovery);
        await visitor.Keyboard.PressAsync("Enter");

        await Expect(visitor.GetByRole(AriaRole.Heading, new() { Name = "No tasks yet" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_token_is_made_and_revoked_with_the_keyboard_alone()
    {
        await Page.GotoAsync("/account");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Your account" })).ToBeFocusedAsync();

        await TabToAsync(Page.GetByLabel("Name"));
        await Page.Keyboard.TypeAsync("nightly backup");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.GetByText("it is not shown again")).ToBeVisibleAsync();
        await TabToAsync(Page.GetByRole(AriaRole.Button, new() { Name = "Revoke nightly backup" }), "Shift+Tab");
        await Page.Keyboard.PressAsync("Enter");
        await TabToAsync(Page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Revoke" }));
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Page.GetByText("nightly backup", new() { Exact = true })).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("light", 1400)]
    [InlineData("dark", 390)]
    public async Task Nothing_on_the_pages_of_accounts_keeps_anybody_out(string theme, int width)
    {
        var visitor = new BrowserNewContextOptions { ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light, ViewportSize = new() { Width = width, Height = 900 } };
        var stranger = await NewStrangerAsync(visitor);
        await stranger.GotoAsync("/sign-in");
        await Accessible.AssertAsync(stranger);

        var page = await NewVisitorAsync(visitor);
        foreach (var (address, heading) in new[] { ("/account", "Your account"), ("/accounts", "Accounts") })
        {
            await page.GotoAsync(address);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true })).ToBeVisibleAsync();
            await Accessible.AssertAsync(page);
        }
    }

    private async Task TabToAsync(ILocator wanted, string key = "Tab")
    {
        await Expect(wanted).ToBeVisibleAsync();
        for (var press = 0; press < 60 && !await wanted.EvaluateAsync<bool>("element => element === document.activeElement"); press++)
            await Page.Keyboard.PressAsync(key);
        await Expect(wanted).ToBeFocusedAsync();
    }

    private static async Task SignInAsync(IPage visitor)
    {
        await visitor.GotoAsync("/sign-in");
        await visitor.GetByLabel("E-mail").FillAsync(Administrator.Email);
        await visitor.GetByLabel("Password").FillAsync(Administrator.Password);
        await visitor.Keyboard.PressAsync("Enter");
    }
}
