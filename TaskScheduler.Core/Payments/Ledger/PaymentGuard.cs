using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Core.TaskTypes.Payment;

namespace TaskScheduler.Core.Payments.Ledger;

/// <summary>Refuses a payment task when it is saved by somebody who may not pay from its account; at its time it is asked again.</summary>
internal sealed class PaymentGuard(IDbContextFactory<SchedulerDb> databases, IOptions<PaymentOptions> options) : IPayloadGuard
{
    internal const string GatewayIsForAdministrators = "Payments go to a gateway outside, whose accounts have no owners here: only administrators may have them made.";

    public string Type => PaymentPayload.Key;

    public IEnumerable<Fault> Faults(JsonObject payload, Actor actor) => options.Value.IsHttp
        ? actor.ReachesAll ? [] : [new("payload.from", GatewayIsForAdministrators)]
        : FaultsOfLedger(PaymentPayload.Texts(payload), Payer.Of(actor));

    private IEnumerable<Fault> FaultsOfLedger((string From, string To, string Currency) written, Payer payer)
    {
        using var db = databases.CreateDbContext();
        if (!PayloadRules.IsFilledInLater(written.From))
        {
            var from = Find(db, written.From);
            if (from is null || !payer.MayUse(from))
                yield return new("payload.from", $"You have no account '{written.From}'. Choose one of yours on the page Payments; administrators may use every account.");
            else if (DiffersIn(written.Currency, from))
                yield return new("payload.currency", $"The account '{from.Name}' is held in {from.Currency}.");
        }
        if (PayloadRules.IsFilledInLater(written.To))
            yield break;
        var to = Find(db, written.To);
        if (to is null)
            yield return new("payload.to", $"There is no account '{written.To}'.");
        else if (to.Name.Equals(written.From, StringComparison.OrdinalIgnoreCase))
            yield return new("payload.to", "An account can't pay to itself.");
        else if (DiffersIn(written.Currency, to))
            yield return new("payload.to", $"The account '{to.Name}' is held in {to.Currency}.");
    }

    private static bool DiffersIn(string currency, LedgerAccountRow account) =>
        !PayloadRules.IsFilledInLater(currency) && !currency.Equals(account.Currency, StringComparison.OrdinalIgnoreCase);

    // Not asynchronous: rules are checked inside a write too, where nothing may take time of its own.
    private static LedgerAccountRow? Find(SchedulerDb db, string name) => db.LedgerAccounts.SingleOrDefault(account => account.Name == name);
}
