using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Payments;
using TaskScheduler.Core.Payments.Ledger;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Payments;

/// <summary>The real ledger in a database of its own, with accounts to pay between.</summary>
public abstract class LedgerFixture : IAsyncLifetime
{
    protected static readonly Currency Euro = Currency.All.Single(currency => currency.Code == "EUR");

    protected SchedulerDriver Driver { get; private set; } = default!;

    protected PaymentAccounts Accounts => Driver.Get<PaymentAccounts>();

    protected PaymentLedger Ledger => Driver.Get<PaymentLedger>();

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync() => Driver = await SchedulerDriver.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Driver.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<PaymentAccount> AccountAsync(string name, string? funds = null, string currency = "EUR")
    {
        var made = await Accounts.CreateAsync(new(name, currency));
        Assert.Empty(made.Faults);
        if (funds is null)
            return made.Value!;
        var funded = await Accounts.FundAsync(made.Value!.Id, funds, "to begin with");
        Assert.Empty(funded.Faults);
        return funded.Value!;
    }

    protected async Task<string> BalanceAsync(PaymentAccount account) => (await Accounts.FindAsync(account.Id, Cancel)).Value!.Balance.Amount;

    /// <summary>A task that is due in a hundred years, whose runs a test makes up.</summary>
    protected async Task<TaskView> PaymentTaskAsync(string from, string to, string amount = "10.00", string currency = "EUR")
    {
        var created = await Driver.Tasks.CreateAsync(DraftOf(from, to, amount, currency), Cancel);
        Assert.Empty(created.Faults);
        return created.Value!;
    }

    protected static TaskDraft DraftOf(string from, string to, string amount = "10.00", string currency = "EUR") => new()
    {
        Title = "Rent",
        Type = "payment",
        Payload = new() { ["from"] = from, ["to"] = to, ["amount"] = amount, ["currency"] = currency, ["reference"] = "December" },
        Schedule = new() { Kind = "once", At = "2126-12-01T09:00:00Z" },
    };

    protected static PaymentOrder OrderOf(TaskView task, string from, string to, long minor, Guid? run = null) =>
        new(run ?? Guid.CreateVersion7(), task.Task.Id, from, to, new(minor, Euro), "December");

    /// <summary>Lets somebody with this role call from here on, known to the tables as accounts are.</summary>
    protected async Task<Guid> BecomeAsync(string email, Role role)
    {
        var actor = Driver.Caller.Becomes(email, role);
        await Driver.Get<IWriteGate>().WriteAsync(session => Task.FromResult(session.Statement("""
            INSERT INTO accounts (id, email, normalized_email, role, shared_tags, disabled, two_factor_enabled, access_failed_count, created_at)
            VALUES (@id, @email, @email, @role, '[]', 0, 0, 0, 0)
            """).With("@id", actor.AccountId).With("@email", email).With("@role", role).Execute()));
        return actor.AccountId!.Value;
    }

    /// <summary>What must hold at every moment, asked of the tables themselves.</summary>
    protected async Task AssertSoundAsync()
    {
        await using var db = Driver.Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        var accounts = await db.LedgerAccounts.ToListAsync(Cancel);
        var entries = await db.LedgerEntries.ToListAsync(Cancel);
        Assert.Equal(0, accounts.Sum(account => account.Balance));
        Assert.All(accounts, account => Assert.True(account.External || account.Balance >= 0, $"{account.Name} holds {account.Balance}."));
        Assert.All(accounts, account => Assert.Equal(account.Balance, entries.Where(entry => entry.AccountId == account.Id).Sum(entry => entry.Amount)));
        Assert.All(entries.GroupBy(entry => entry.TransactionId), sides => Assert.Equal((2, 0L), (sides.Count(), sides.Sum(side => side.Amount))));
    }

    protected async Task<int> BookedAsync()
    {
        await using var db = Driver.Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        return await db.LedgerTransactions.CountAsync(row => row.RunId != null, Cancel);
    }

    /// <summary>What payments have put out.</summary>
    protected HeardOutput Output { get; } = new();

    protected Task<Performance> PerformAsync(TaskView task, Guid run, int attempt = 1) => Driver.Get<TaskTypeCatalog>().Find("payment")!.PerformAsync(
        new(run, task.Task.Id, task.Task.Title, "", null, task.Task.Payload, SchedulerDriver.Noon, attempt) { Output = Output }, Cancel);
}
