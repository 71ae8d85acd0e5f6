using FsCheck.Fluent;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Payments;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Payments;

public sealed class PaymentLedgerTests : LedgerFixture
{
    [Fact]
    public async Task A_payment_moves_money_and_has_two_entries()
    {
        var (from, to) = (await AccountAsync("mine", "25.00"), await AccountAsync("landlord"));
        var task = await PaymentTaskAsync("mine", "landlord");

        var performance = await PerformAsync(task, Guid.CreateVersion7());

        Assert.Null(performance.Error);
        Assert.EndsWith("Paid by the built-in ledger. Booked as transaction 2.", Output.Text, StringComparison.Ordinal);
        Assert.Equal(("15.00", "10.00"), (await BalanceAsync(from), await BalanceAsync(to)));
        var entry = (await Accounts.EntriesAsync(from.Id, 1, 25, Cancel)).Value!.Items[0];
        Assert.Equal(("-10.00", "15.00", "landlord", "December"), (entry.Amount.Amount, entry.Balance.Amount, entry.Other, entry.Reference));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Any_order_of_payments_and_fundings_keeps_the_sum_at_zero_and_no_balance_below()
    {
        string[] names = ["a", "b", "c"];
        var accounts = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var name in names)
            accounts[name] = (await AccountAsync(name)).Id;
        var task = await PaymentTaskAsync("a", "b");
        var steps = Gen.Elements(names).Two().Zip(Gen.Choose(1, 400).Zip(Gen.Choose(0, 3))).ArrayOf(60);
        var random = 0L;

        // Many sequences in one database: each goes on from what the ones before have left.
        foreach (var sequence in steps.Sample(20, 10))
        {
            foreach (var ((from, to), (amount, kind)) in sequence)
            {
                if (kind == 0)
                    await Accounts.FundAsync(accounts[to], $"{amount}", null);
                else
                    await Ledger.PayAsync(OrderOf(task, from, to, amount * 100L), Cancel);
                random++;
            }
            await AssertSoundAsync();
        }

        Assert.True(random > 100 && await BookedAsync() > 10, $"Only {await BookedAsync()} of {random} steps were payments that went through.");
    }

    [Fact]
    public async Task Payments_at_once_never_take_more_than_there_is()
    {
        var from = await AccountAsync("mine", "100.00");
        await AccountAsync("landlord");
        var task = await PaymentTaskAsync("mine", "landlord");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Ledger.PayAsync(OrderOf(task, "mine", "landlord", 700), Cancel)));

        Assert.Equal((14, 36), (outcomes.Count(outcome => outcome.Verdict == PaymentVerdict.Made), outcomes.Count(outcome => outcome.Verdict == PaymentVerdict.NoFunds)));
        Assert.Equal("2.00", await BalanceAsync(from));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task The_same_key_is_booked_once_however_often_it_comes()
    {
        var from = await AccountAsync("mine", "100.00");
        await AccountAsync("landlord");
        var task = await PaymentTaskAsync("mine", "landlord");
        var order = OrderOf(task, "mine", "landlord", 700);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Ledger.PayAsync(order, Cancel)));

        Assert.All(outcomes, outcome => Assert.Equal(PaymentVerdict.Made, outcome.Verdict));
        Assert.Equal((1, "93.00"), (await BookedAsync(), await BalanceAsync(from)));
    }

    [Fact]
    public async Task A_key_with_another_content_is_refused_for_good_and_books_nothing()
    {
        var from = await AccountAsync("mine", "100.00");
        await AccountAsync("landlord");
        var task = await PaymentTaskAsync("mine", "landlord");
        var run = Guid.CreateVersion7();
        Assert.Null((await PerformAsync(task, run)).Error);

        var changed = await Driver.Tasks.ReplaceAsync(task.Task.Id, DraftOf("mine", "landlord", "12.00"), null, Cancel);
        var performance = await PerformAsync(changed.Value!, run, attempt: 2);

        Assert.StartsWith("This run has made another payment already (transaction 2)", performance.Error, StringComparison.Ordinal);
        Assert.Equal((true, false), (performance.IsFinal, performance.StopsTask));
        Assert.Equal("90.00", await BalanceAsync(from));
    }

    [Fact]
    public async Task A_crash_between_the_booking_and_the_outcome_pays_once()
    {
        var held = new Gate();
        await AccountAsync("mine", "100.00");
        await AccountAsync("landlord");
        var task = await PaymentTaskAsync("mine", "landlord");
        var run = Guid.CreateVersion7();
        Driver.Work.Script = async (context, stop) =>
        {
            await PerformAsync(task, run, context.Attempt);
            return context.Attempt == 1 ? await held.HoldAsync(context, stop) : TaskScheduler.Core.TaskTypes.Performance.Succeeded();
        };
        await Driver.CreateAsync(new() { Kind = "immediate" });
        await held.Arrived;

        await Driver.CrashAndStartAgainAsync();
        held.Open();
        await Driver.EndedAsync();

        Assert.Equal(2, Driver.Work.Performed[^1].Attempt);
        Assert.Equal(1, await BookedAsync());
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Without_the_money_the_run_is_final_and_its_task_is_stopped()
    {
        await AccountAsync("mine", "5.00");
        await AccountAsync("landlord");

        var performance = await PerformAsync(await PaymentTaskAsync("mine", "landlord"), Guid.CreateVersion7());

        Assert.Equal("The account 'mine' holds 5.00 EUR, which is not enough for 10.00 EUR.", performance.Error);
        Assert.True(performance.IsFinal && performance.StopsTask);
        await AssertSoundAsync();
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_frozen_account_neither_pays_nor_is_paid(bool freezeFrom, bool freezeTo)
    {
        var (from, to) = (await AccountAsync("mine", "50.00"), await AccountAsync("landlord"));
        var task = await PaymentTaskAsync("mine", "landlord");
        await Accounts.SetFrozenAsync(freezeFrom ? from.Id : to.Id, freezeFrom || freezeTo);

        var performance = await PerformAsync(task, Guid.CreateVersion7());

        Assert.Contains("is frozen", performance.Error, StringComparison.Ordinal);
        Assert.True(performance.IsFinal && performance.StopsTask);
        Assert.Equal(0, await BookedAsync());
    }

    [Fact]
    public async Task A_task_whose_owner_lost_the_right_pays_nothing_more()
    {
        var owner = await BecomeAsync("kim@example.org", Role.Operator);
        var mine = await Accounts.CreateAsync(new("mine", "EUR"));
        await Accounts.CreateAsync(new("landlord", "EUR"));
        var task = await PaymentTaskAsync("mine", "landlord");
        Driver.Caller.Actor = Actor.Program;
        await Accounts.FundAsync(mine.Value!.Id, "50.00", null);
        Assert.Null((await PerformAsync(task, Guid.CreateVersion7())).Error);
        await Driver.Get<Core.Persistence.IWriteGate>().WriteAsync(session => Task.FromResult(session.Statement("UPDATE accounts SET disabled = 1 WHERE id = @id").With("@id", owner).Execute()));

        var performance = await PerformAsync(task, Guid.CreateVersion7());

        Assert.StartsWith("This task may not pay from 'mine'", performance.Error, StringComparison.Ordinal);
        Assert.True(performance.IsFinal && performance.StopsTask);
        Assert.Equal(1, await BookedAsync());
    }
}
