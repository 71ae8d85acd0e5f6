using System.Text.Json.Nodes;
using TaskScheduler.Core.Payments;

namespace TaskScheduler.Core.TaskTypes.Payment;

/// <summary>What a <c>payment</c> task is to pay.</summary>
internal static class PaymentPayload
{
    public const string Key = "payment";

    private const int LongestName = 100;

    /// <summary>What a SEPA transfer carries, and most others do too.</summary>
    private const int LongestReference = 140;

    public static TaskTypeDescription Description { get; } = new(
        Key,
        "Payment",
        "Pays an amount from one account to another, once for each run.",
        "payments",
        [
            new("from", "From", PayloadFieldKind.Text) { Required = true, MaxLength = LongestName, Help = "Name of the account that pays: one of yours." },
            new("to", "To", PayloadFieldKind.Text) { Required = true, MaxLength = LongestName, Help = "Name of the account that is paid." },
            new("amount", "Amount", PayloadFieldKind.Text) { Required = true, MaxLength = LongestName, Help = $"As 12.50; at most {Money.Largest:N0}." },
            new("currency", "Currency", PayloadFieldKind.Text) { Required = true, MaxLength = LongestName, Help = "Its three letters (ISO 4217), as EUR." },
            new("reference", "Reference", PayloadFieldKind.Text) { Required = true, MaxLength = LongestReference, Help = "Says what is paid. It has to be the same in every attempt of a run: {{due}} is, {{now}} is not." },
        ])
    {
        Rule = Faults,
    };

    /// <summary>The payment of a run, or what is wrong with its payload now that everything is filled in.</summary>
    public static Result<PaymentOrder> Read(RunContext run)
    {
        var payload = JsonNode.Parse(run.Payload)!.AsObject();
        if (Faults(payload).ToList() is { Count: > 0 } faults)
            return Result<PaymentOrder>.Invalid(faults);
        var (from, to, code) = Texts(payload);
        if (!Currency.TryFind(code, out var currency))
            return Result<PaymentOrder>.Invalid([new("payload.currency", Unknown(code))]);
        var money = Money.Read(Text(payload, "amount"), currency, out var fault);
        return fault is null
            ? new PaymentOrder(run.RunId, run.TaskId, from, to, money, Text(payload, "reference"))
            : Result<PaymentOrder>.Invalid([new("payload.amount", fault)]);
    }

    public static (string From, string To, string Currency) Texts(JsonObject payload) => (Text(payload, "from"), Text(payload, "to"), Text(payload, "currency"));

    private static IEnumerable<Fault> Faults(JsonObject payload)
    {
        var code = Text(payload, "currency");
        if (PayloadRules.IsFilledInLater(code))
            yield break;
        if (!Currency.TryFind(code, out var currency))
        {
            yield return new("payload.currency", Unknown(code));
            yield break;
        }
        var amount = Text(payload, "amount");
        if (!PayloadRules.IsFilledInLater(amount) && Money.Read(amount, currency, out var fault) is var _ && fault is not null)
            yield return new("payload.amount", fault);
    }

    private static string Unknown(string code) => $"'{code}' is no currency; write its three letters, as EUR or USD.";

    private static string Text(JsonObject payload, string name) => payload[name]?.GetValue<string>().Trim() ?? "";
}
