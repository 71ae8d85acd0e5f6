using Bunit;
using TaskScheduler.Web.Pages.Account;

namespace TaskScheduler.Tests.Pages.Account;

public sealed class AccountPageTests : SignedInPageTest
{
    [Fact]
    public async Task A_new_password_needs_the_current_one()
    {
        var page = Render<AccountPage>();

        await page.Find("#field-current").ChangeAsync("not the password");
        await page.Find("#field-password").ChangeAsync("four words in a row");
        await page.FindAll("form")[0].SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("not your current password", page.Find("#field-current-fault").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_is_shown_once_and_listed_without_its_secret()
    {
        var page = Render<AccountPage>();

        await page.Find("#field-name").ChangeAsync("nightly backup");
        await page.Find("form:has(#field-name)").SubmitAsync();
        page.WaitForAssertion(() => Assert.StartsWith("ts_", page.Find(".made .secret").TextContent, StringComparison.Ordinal));
        var again = Render<AccountPage>();

        Assert.Contains("nightly backup", again.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Find(".made .secret").TextContent, again.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_browsers_can_be_signed_out()
    {
        await Support.Browser.SignedIn.OpenSessionAsync(App, Administrator.Email);
        var page = Render<AccountPage>();
        Assert.Contains("this browser", page.Markup, StringComparison.Ordinal);

        await page.FindAll("button").Single(button => button.TextContent == "Sign out everywhere else").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Single(Directory.Sessions));
    }
}
