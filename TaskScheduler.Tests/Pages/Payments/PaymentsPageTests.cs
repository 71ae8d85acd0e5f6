using Bunit;
using TaskScheduler.Core.Payments.Ledger;
using TaskScheduler.Web.Pages.Payments;

namespace TaskScheduler.Tests.Pages.Payments;

public sealed class PaymentsPageTests : SignedInPageTest
{
    [Fact]
    public async Task An_account_is_created_and_funded_and_its_balance_seen()
    {
        var page = Render<PaymentsPage>();
        page.WaitForAssertion(() => Assert.Contains("No account is yours yet", page.Markup, StringComparison.Ordinal));

        await page.FindAll("button").Single(button => button.TextContent.Contains("Create account", StringComparison.Ordinal)).ClickAsync(new());
        await page.Find("#field-name").ChangeAsync("<b>rent</b>");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("0.00 EUR", page.Find(".ledger .balance").TextContent, StringComparison.Ordinal));
        await page.Find("[aria-label='Fund <b>rent</b>']").ClickAsync(new());
        await page.Find("#field-amount").ChangeAsync("12.50");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains(page.FindAll(".ledger .balance"), cell => cell.TextContent.Contains("12.50 EUR", StringComparison.Ordinal) && !cell.TextContent.Contains('-', StringComparison.Ordinal)));
        Assert.Empty(page.FindAll(".ledger b"));
    }

    [Fact]
    public async Task A_wrong_amount_is_said_at_its_field()
    {
        await AccountAsync("rent");
        var page = Render<PaymentsPage>();
        page.WaitForElement("[aria-label='Fund rent']");

        await page.Find("[aria-label='Fund rent']").ClickAsync(new());
        await page.Find("#field-amount").ChangeAsync("1.234");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("EUR has 2 decimals", page.Find("#field-amount-fault").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_booked_is_shown_with_the_balance_after_it()
    {
        var account = await AccountAsync("rent");
        await App.AsProgram<PaymentAccounts>().FundAsync(account.Id, "12.50", "Savings");

        var page = Render<PaymentsPage>(parameters => parameters.Add(shown => shown.AccountId, account.Id));

        page.WaitForAssertion(() => Assert.Contains("From external-eur", page.Find(".dialog .rows").TextContent, StringComparison.Ordinal));
        Assert.Contains("then 12.50 EUR", page.Find(".booked").TextContent, StringComparison.Ordinal);
    }

    private async Task<PaymentAccount> AccountAsync(string name) => (await App.AsProgram<PaymentAccounts>().CreateAsync(new(name, "EUR"))).Value!;
}
