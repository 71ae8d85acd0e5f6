using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Repeats;

namespace TaskScheduler.Core.Payments.Ledger;

/// <summary>The accounts of the built-in ledger: administrators see and fund all, everybody else sees their own.</summary>
public sealed class PaymentAccounts(RequestGate gate, IDbContextFactory<SchedulerDb> databases, AccountDirectory directory, ICaller caller, TimeProvider time)
{
    /// <summary>Characters that a name may have.</summary>
    public const int NameLength = 60;

    /// <summary>Characters that a reference may have.</summary>
    public const int ReferenceLength = 140;

    private const string Gone = "There is no account with this id among those you may see.";
    private const string MayNotCreate = "You may look at your accounts, but not create any. Ask an administrator to make you an operator.";
    private const string ForAdministrators = "Only administrators book money in and freeze accounts.";

    private Actor Actor => caller.Actor;

    /// <summary>A page of the accounts that the caller may see, by name.</summary>
    public async Task<PageOf<PaymentAccount>> ListAsync(int page, int pageSize, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        var visible = VisibleTo(Actor, db.LedgerAccounts);
        var rows = await visible.OrderBy(row => row.Name).ThenBy(row => row.Id).Skip((page - 1) * pageSize).Take(pageSize).ToListAsync(cancellationToken);
        return new(rows.ConvertAll(View), await visible.CountAsync(cancellationToken), page, pageSize);
    }

    /// <summary>Not found when there is none, or it is somebody else's.</summary>
    public async Task<Result<PaymentAccount>> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        return await VisibleTo(Actor, db.LedgerAccounts).SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is { } row ? View(row) : Result<PaymentAccount>.NotFound(Gone);
    }

    /// <summary>What came into an account and left it, newest first.</summary>
    public async Task<Result<PageOf<PaymentEntry>>> EntriesAsync(Guid id, int page, int pageSize, CancellationToken cancellationToken)
    {
        var account = await FindAsync(id, cancellationToken);
        if (!account.Succeeded)
            return Result<PageOf<PaymentEntry>>.RefusedAs(account);
        await using var db = databases.CreateDbContext();
        var entries = db.LedgerEntries.Where(entry => entry.AccountId == id);
        var rows = await entries.OrderByDescending(entry => entry.TransactionId).Skip((page - 1) * pageSize).Take(pageSize)
            .Join(db.LedgerTransactions, entry => entry.TransactionId, booked => booked.Id, (entry, booked) => new { entry, booked })
            .Join(db.LedgerAccounts, both => both.booked.FromId == id ? both.booked.ToId : both.booked.FromId, other => other.Id, (both, other) => new { both.entry, both.booked, other.Name })
            .OrderByDescending(row => row.entry.TransactionId).ToListAsync(cancellationToken);
        var currency = account.Value.Balance.Currency;
        var items = rows.ConvertAll(row => new PaymentEntry(
            row.booked.Id, Instant(row.booked.At), new(row.entry.Amount, currency), new(row.entry.Balance, currency), row.Name, row.booked.Reference, row.booked.RunId));
        return new PageOf<PaymentEntry>(items, await entries.CountAsync(cancellationToken), page, pageSize);
    }

    public Task<Result<PaymentAccount>> CreateAsync(PaymentAccountDraft draft)
    {
        var actor = Actor;
        if (!actor.May(Rights.Write))
            return Task.FromResult(Result<PaymentAccount>.Forbidden(MayNotCreate));
        var faults = new List<Fault>();
        var name = PaymentAccountRules.CheckedName(draft.Name, faults);
        if (!Currency.TryFind(draft.Currency, out var currency))
            faults.Add(new("currency", "Write the three letters of a currency, as EUR or USD."));
        if (draft.OwnerId is { } owner && owner != actor.AccountId && !actor.May(Rights.Administer))
            faults.Add(new("ownerId", "Only administrators create accounts for others."));
        else if (draft.OwnerId is { } named && directory.Find(named) is null)
            faults.Add(new("ownerId", "There is nobody with this id."));
        return faults.Count > 0
            ? Task.FromResult(Result<PaymentAccount>.Invalid(faults))
            : gate.WriteAsync(session => CreateAsync(session, actor, Row(name, currency!, draft.OwnerId ?? actor.AccountId, external: false)));
    }

    /// <summary>Books money in from the external account of its currency, which is made when there is none yet.</summary>
    public Task<Result<PaymentAccount>> FundAsync(Guid id, string? amount, string? reference) => AdministerAsync(id, async (session, actor, account) =>
    {
        var money = Money.Read(amount, CurrencyOf(account), out var fault);
        var faults = PaymentAccountRules.FaultsOfFunding(account, fault, reference).ToList();
        return faults.Count > 0 ? Result<PaymentAccount>.Invalid(faults) : await FundAsync(session, actor, account, money, PaymentAccountRules.ReferenceOf(reference));
    });

    /// <summary>From a frozen account nothing is paid, and nothing to it.</summary>
    public Task<Result<PaymentAccount>> SetFrozenAsync(Guid id, bool frozen) => AdministerAsync(id, (session, actor, account) =>
    {
        if (account.Frozen != frozen)
        {
            session.Statement("UPDATE ledger_accounts SET frozen = @frozen WHERE id = @id").With("@frozen", frozen ? 1 : 0).With("@id", id).Execute();
            AuditTrail.Note(session, actor, new(frozen ? AuditActions.PaymentAccountFrozen : AuditActions.PaymentAccountUnfrozen, id, account.Name), time.GetUtcNow());
        }
        account.Frozen = frozen;
        return Task.FromResult<Result<PaymentAccount>>(View(account));
    });

    private Task<Result<PaymentAccount>> AdministerAsync(Guid id, Func<WriteSession, Actor, LedgerAccountRow, Task<Result<PaymentAccount>>> change)
    {
        var actor = Actor;
        return !actor.May(Rights.Administer)
            ? Task.FromResult(Result<PaymentAccount>.Forbidden(ForAdministrators))
            : gate.WriteAsync(async session =>
                await session.Db.LedgerAccounts.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, CancellationToken.None) is { } account
                    ? await change(session, actor, account)
                    : Result<PaymentAccount>.NotFound(Gone));
    }

    private static IQueryable<LedgerAccountRow> VisibleTo(Actor actor, IQueryable<LedgerAccountRow> accounts)
    {
        if (actor.May(Rights.Administer))
            return accounts;
        var id = actor.May(Rights.Read) ? actor.AccountId : null;
        return accounts.Where(row => id != null && row.OwnerId == id);
    }

    private async Task<Result<PaymentAccount>> CreateAsync(WriteSession session, Actor actor, LedgerAccountRow row)
    {
        if (await PaymentLedger.FindAsync(session.Db, row.Name) is not null)
            return Result<PaymentAccount>.Invalid([new("name", $"There is an account '{row.Name}' already; choose another name.")]);
        Insert(session, row);
        AuditTrail.Note(
            session, actor, new(AuditActions.PaymentAccountCreated, row.Id, row.Name) { Detail = new() { ["currency"] = row.Currency, ["owner"] = directory.NameOf(row.OwnerId) } }, time.GetUtcNow());
        return View(row);
    }

    private async Task<Result<PaymentAccount>> FundAsync(WriteSession session, Actor actor, LedgerAccountRow account, Money money, string reference)
    {
        var name = PaymentAccountRules.ExternalName(money.Currency);
        var known = await PaymentLedger.FindAsync(session.Db, name);
        var source = known ?? Row(name, money.Currency, null, external: true);
        if (PaymentLedger.WhyNot(source, account, money) is { } refused)
            return Result<PaymentAccount>.Conflict("amount", refused.Words);
        if (known is null)
            Insert(session, source);
        var now = time.GetUtcNow();
        PaymentLedger.Book(session, new($"{Guid.CreateVersion7(now)}", source, account, money.Minor, reference), now);
        var detail = new JsonObject { ["amount"] = money.ToString(), ["reference"] = reference };
        AuditTrail.Note(session, actor, new(AuditActions.PaymentAccountFunded, account.Id, account.Name) { Detail = detail }, now);
        account.Balance += money.Minor;
        return View(account);
    }

    private static void Insert(WriteSession session, LedgerAccountRow row) => session.Statement("""
        INSERT INTO ledger_accounts (id, name, currency, owner_id, external, frozen, balance, created_at) VALUES (@id, @name, @currency, @owner, @external, 0, 0, @created)
        """)
        .With("@id", row.Id).With("@name", row.Name).With("@currency", row.Currency).With("@owner", row.OwnerId).With("@external", row.External ? 1 : 0).With("@created", row.CreatedAt).Execute();

    private LedgerAccountRow Row(string name, Currency currency, Guid? owner, bool external)
    {
        var now = time.GetUtcNow();
        return new() { Id = Guid.CreateVersion7(now), Name = name, Currency = currency.Code, OwnerId = owner, External = external, CreatedAt = now.ToUnixTimeMilliseconds() };
    }

    private PaymentAccount View(LedgerAccountRow row) =>
        new(row.Id, row.Name, row.OwnerId, directory.NameOf(row.OwnerId), row.External, row.Frozen, new(row.Balance, CurrencyOf(row)), Instant(row.CreatedAt));

    private static Currency CurrencyOf(LedgerAccountRow row) =>
        Currency.TryFind(row.Currency, out var currency) ? currency : throw new InvalidDataException($"The ledger holds the unknown currency '{row.Currency}'.");

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
