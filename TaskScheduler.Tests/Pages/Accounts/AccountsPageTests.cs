using Bunit;
using TaskScheduler.Web.Pages.Accounts;

namespace TaskScheduler.Tests.Pages.Accounts;

public sealed class AccountsPageTests : SignedInPageTest
{
    [Fact]
    public async Task An_account_is_created_with_a_password_that_is_shown_once()
    {
        var page = Render<AccountsPage>();

        await page.FindAll("button").Single(button => button.TextContent.Contains("Create account", StringComparison.Ordinal)).ClickAsync(new());
        await page.Find("#field-email").ChangeAsync("kim@example.org");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal(23, page.Find(".made .secret").TextContent.Length));
        Assert.Contains("kim@example.org", page.Find(".rows").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_administrator_keeps_the_role()
    {
        var page = Render<AccountsPage>();

        await page.Find("[aria-label='Edit admin@example.org']").ClickAsync(new());
        await page.Find("#field-role").ChangeAsync("Viewer");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("last administrator", page.Find("#field-role-fault").TextContent, StringComparison.Ordinal));
    }
}
