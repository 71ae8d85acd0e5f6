using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;

namespace TaskScheduler.Tests.Payments;

public sealed class PaymentAccountsTests : LedgerFixture
{
    [Fact]
    public async Task An_operator_has_accounts_of_their_own_and_sees_no_others()
    {
        var other = await AccountAsync("other", "5.00");
        await BecomeAsync("kim@example.org", Role.Operator);

        var mine = await AccountAsync("mine");

        Assert.Equal([mine.Id], (await Accounts.ListAsync(1, 25, Cancel)).Items.Select(account => account.Id));
        Assert.Equal(Refusal.NotFound, (await Accounts.FindAsync(other.Id, Cancel)).Refusal);
        Assert.Equal(Refusal.NotFound, (await Accounts.EntriesAsync(other.Id, 1, 25, Cancel)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await Accounts.FundAsync(mine.Id, "1.00", null)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await Accounts.SetFrozenAsync(mine.Id, true)).Refusal);
        Assert.Equal("ownerId", Assert.Single((await Accounts.CreateAsync(new("theirs", "EUR", Guid.NewGuid()))).Faults).Field);
    }

    [Fact]
    public async Task A_viewer_creates_nothing()
    {
        await BecomeAsync("lee@example.org", Role.Viewer);

        Assert.Equal(Refusal.Forbidden, (await Accounts.CreateAsync(new("mine", "EUR"))).Refusal);
        Assert.Empty((await Accounts.ListAsync(1, 25, Cancel)).Items);
    }

    [Theory]
    [InlineData("", "EUR", "name")]
    [InlineData("mine", "XXX", "currency")]
    [InlineData("MINE", "EUR", "name")]
    [InlineData("external-eur", "EUR", "name")]
    [InlineData("{{secret:x}}", "EUR", "name")]
    [InlineData("two\nlines", "EUR", "name")]
    public async Task A_fault_of_a_new_account_is_said_at_its_field(string name, string currency, string field)
    {
        await AccountAsync("mine");

        Assert.Equal(field, Assert.Single((await Accounts.CreateAsync(new(name, currency))).Faults).Field);
    }

    [Theory]
    [InlineData("0", "amount")]
    [InlineData("-1", "amount")]
    [InlineData("1.001", "amount")]
    [InlineData("1000000.01", "amount")]
    [InlineData("1e3", "amount")]
    [InlineData("1,50", "amount")]
    [InlineData("", "amount")]
    [InlineData(null, "amount")]
    public async Task A_funding_that_is_no_amount_books_nothing(string? amount, string field)
    {
        var account = await AccountAsync("mine");

        Assert.Equal(field, Assert.Single((await Accounts.FundAsync(account.Id, amount, null)).Faults).Field);
        await AssertSoundAsync();
    }

    [Fact]
    public async Task The_external_account_is_not_funded_and_may_be_below_zero()
    {
        await AccountAsync("mine", "7.50");
        var external = (await Accounts.ListAsync(1, 25, Cancel)).Items.Single(account => account.External);

        Assert.Equal(("external-eur", "-7.50"), (external.Name, external.Balance.Amount));
        Assert.Equal("amount", Assert.Single((await Accounts.FundAsync(external.Id, "1.00", null)).Faults).Field);
    }

    [Fact]
    public async Task Whatever_is_done_to_an_account_is_in_the_audit_trail()
    {
        var account = await AccountAsync("mine", "7.50");
        await Accounts.SetFrozenAsync(account.Id, true);
        await Accounts.SetFrozenAsync(account.Id, true);
        await Accounts.SetFrozenAsync(account.Id, false);

        var trail = await Driver.Get<AuditStore>().ListAsync(new() { SubjectId = account.Id }, null, 10, Cancel);

        Assert.Equal(["paymentAccount.unfrozen", "paymentAccount.frozen", "paymentAccount.funded", "paymentAccount.created"], trail.Value!.Items.Select(entry => entry.Action));
        Assert.Equal("7.50 EUR", trail.Value.Items[2].Detail!["amount"]!.GetValue<string>());
    }

    [Fact]
    public async Task No_run_is_given_a_payload_that_pays_from_somebody_elses_account()
    {
        await AccountAsync("theirs", "100.00");
        Driver.Caller.Becomes("kim@example.org", Role.Operator);
        await AccountAsync("mine");
        await AccountAsync("landlord");
        var task = await PaymentTaskAsync("mine", "landlord");

        var run = await Driver.Tasks.RunNowAsync(task.Task.Id, DraftOf("theirs", "mine").Payload, Cancel);

        Assert.Equal("payload.from", Assert.Single(run.Faults).Field);
    }

    [Theory]
    [InlineData("other", "mine", "10.00", "EUR", "payload.from")]
    [InlineData("nobody", "mine", "10.00", "EUR", "payload.from")]
    [InlineData("mine", "nobody", "10.00", "EUR", "payload.to")]
    [InlineData("mine", "MINE", "10.00", "EUR", "payload.to")]
    [InlineData("mine", "yen", "10.00", "EUR", "payload.to")]
    [InlineData("mine", "other", "10", "JPY", "payload.currency")]
    [InlineData("mine", "other", "10.5", "JPY", "payload.amount")]
    [InlineData("mine", "other", "10.505", "EUR", "payload.amount")]
    [InlineData("mine", "other", "10.00", "EURO", "payload.currency")]
    [InlineData("mine", "other", "10.00", "EUR", null)]
    [InlineData("Mine", "other", "10.00", "eur", null)]
    [InlineData("{{input.from}}", "other", "{{input.amount}}", "EUR", null)]
    public async Task A_task_is_saved_only_by_who_may_pay_from_its_account(string from, string to, string amount, string currency, string? field)
    {
        await AccountAsync("other", "100.00");
        await AccountAsync("yen", "100", "JPY");
        await BecomeAsync("kim@example.org", Role.Operator);
        await AccountAsync("mine");

        var saved = await Driver.Tasks.CreateAsync(DraftOf(from, to, amount, currency), Cancel);

        Assert.Equal(field, saved.Faults.Select(fault => fault.Field).FirstOrDefault());
    }
}
