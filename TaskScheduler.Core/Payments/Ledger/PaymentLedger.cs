using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Payments.Ledger;

/// <summary>
/// The built-in ledger, in double entry: each transaction has two entries of the same size, so all balances together are zero.
/// It is written by the one writer of the database and in one transaction, so what is read before a booking holds during it.
/// </summary>
public sealed class PaymentLedger(IWriteGate gate, TimeProvider time) : IPaymentGateway
{
    /// <summary>More than anybody holds, and far from what a number of 64 bits can count.</summary>
    private const long LargestBalance = 1_000_000_000_000_000;

    public string Name => "the built-in ledger";

    public Task<PaymentOutcome> PayAsync(PaymentOrder order, CancellationToken cancellationToken) => gate.WriteAsync(session => PayAsync(session, order));

    /// <summary>Moves money between two accounts that the caller has checked; returns the number of the transaction.</summary>
    internal static long Book(WriteSession session, Transfer transfer, DateTimeOffset now)
    {
        var id = Number(session.Statement("""
            INSERT INTO ledger_transactions (key, from_id, to_id, amount, reference, run_id, at)
            VALUES (@key, @from, @to, @amount, @reference, @run, @now) RETURNING id
            """)
            .With("@key", transfer.Key).With("@from", transfer.From.Id).With("@to", transfer.To.Id).With("@amount", transfer.Amount)
            .With("@reference", transfer.Reference).With("@run", transfer.RunId).With("@now", now));
        Enter(session, transfer.From.Id, id, -transfer.Amount);
        Enter(session, transfer.To.Id, id, transfer.Amount);
        return id;
    }

    /// <summary>Why this much can't go from one account to the other, whoever asks; null when it can.</summary>
    internal static PaymentOutcome? WhyNot(LedgerAccountRow from, LedgerAccountRow to, Money money)
    {
        if (from.Id == to.Id)
            return new(PaymentVerdict.Refused, $"The account '{from.Name}' can't pay to itself.");
        foreach (var account in new[] { from, to })
        {
            if (account.Currency != money.Currency.Code)
                return new(PaymentVerdict.Refused, $"The account '{account.Name}' is held in {account.Currency}, not in {money.Currency.Code}.");
            if (account.Frozen)
                return new(PaymentVerdict.NotAuthorised, $"The account '{account.Name}' is frozen: nothing is booked from it or to it.");
        }
        if (!from.External && from.Balance < money.Minor)
            return new(PaymentVerdict.NoFunds, $"The account '{from.Name}' holds {new Money(from.Balance, money.Currency)}, which is not enough for {money}.");
        return to.Balance > LargestBalance || from.Balance < -LargestBalance
            ? new(PaymentVerdict.Refused, "The ledger can't count that much money in one account.")
            : null;
    }

    internal static Task<LedgerAccountRow?> FindAsync(SchedulerDb db, string name) =>
        db.LedgerAccounts.AsNoTracking().SingleOrDefaultAsync(account => account.Name == name, CancellationToken.None);

    private async Task<PaymentOutcome> PayAsync(WriteSession session, PaymentOrder order)
    {
        var key = order.RunId.ToString();
        var from = await FindAsync(session.Db, order.From);
        var to = await FindAsync(session.Db, order.To);
        // First of all: what has been paid stays paid, whatever became of accounts and rights since.
        if (await session.Db.LedgerTransactions.AsNoTracking().SingleOrDefaultAsync(row => row.Key == key, CancellationToken.None) is { } booked)
            return booked.FromId == from?.Id && booked.ToId == to?.Id && booked.Amount == order.Money.Minor && from.Currency == order.Money.Currency.Code && booked.Reference == order.Reference
                ? new(PaymentVerdict.Made, $"An earlier attempt of this run has paid already: {Transaction(booked.Id)}. Nothing was booked again.")
                : new(PaymentVerdict.Refused, $"This run has made another payment already ({Transaction(booked.Id)}), so nothing was booked. A run pays once: run the task again to pay what it says now.");
        var payer = await Payer.OfTaskAsync(session.Db, order.TaskId, CancellationToken.None);
        if (from is null || payer?.MayUse(from) != true)
            return new(PaymentVerdict.NotAuthorised, $"This task may not pay from '{order.From}': only the owner of an account and administrators may, and the task's owner is neither, or there is no such account.");
        if (to is null)
            return new(PaymentVerdict.Refused, $"There is no account '{order.To}' to pay to.");
        if (WhyNot(from, to, order.Money) is { } reason)
            return reason;
        var id = Book(session, new(key, from, to, order.Money.Minor, order.Reference) { RunId = order.RunId }, time.GetUtcNow());
        return new(PaymentVerdict.Made, $"Booked as {Transaction(id)}.");
    }

    private static void Enter(WriteSession session, Guid account, long transaction, long amount)
    {
        // The table refuses a balance below zero too (unless external): the last line of defence, should a check above be wrong.
        session.Statement("UPDATE ledger_accounts SET balance = balance + @amount WHERE id = @account").With("@amount", amount).With("@account", account).Execute();
        session.Statement("""
            INSERT INTO ledger_entries (account_id, transaction_id, amount, balance)
            SELECT id, @transaction, @amount, balance FROM ledger_accounts WHERE id = @account
            """).With("@transaction", transaction).With("@amount", amount).With("@account", account).Execute();
    }

    private static long Number(Statement statement)
    {
        using var reader = statement.Read();
        reader.Read();
        return reader.GetInt64(0);
    }

    private static string Transaction(long id) => string.Create(CultureInfo.InvariantCulture, $"transaction {id}");

    /// <summary>A booking to be made.</summary>
    /// <param name="Key">Unique in the ledger.</param>
    internal sealed record Transfer(string Key, LedgerAccountRow From, LedgerAccountRow To, long Amount, string Reference)
    {
        public Guid? RunId { get; init; }
    }
}
