namespace TaskScheduler.Core.Payments.Ledger;

/// <summary>What accounts and fundings have to look like.</summary>
internal static class PaymentAccountRules
{
    private const string ExternalPrefix = "external-";
    private const string DefaultReference = "Funding";

    /// <summary>The account from which money of a currency comes into the ledger.</summary>
    public static string ExternalName(Currency currency) => ExternalPrefix + currency.Code.ToLowerInvariant();

    public static string CheckedName(string? text, List<Fault> faults)
    {
        var name = text?.Trim() ?? "";
        if (name.Length == 0)
            faults.Add(new("name", "Give the account a name, by which tasks say it."));
        else if (name.Length > PaymentAccounts.NameLength)
            faults.Add(new("name", $"The name has {name.Length} characters; shorten it to {PaymentAccounts.NameLength}."));
        else if (name.Any(character => char.IsControl(character) || character is '{' or '}'))
            faults.Add(new("name", "The name contains a control character or a curly bracket; remove it."));
        else if (name.StartsWith(ExternalPrefix, StringComparison.OrdinalIgnoreCase))
            faults.Add(new("name", $"Names that begin with {ExternalPrefix} are kept for the accounts that money comes in from."));
        return name;
    }

    public static IEnumerable<Fault> FaultsOfFunding(LedgerAccountRow account, string? amountFault, string? reference)
    {
        if (account.External)
            yield return new("amount", "This is the account that money comes in from. Fund another one.");
        else if (amountFault is not null)
            yield return new("amount", amountFault);
        if (ReferenceOf(reference) is var text && (text.Length > PaymentAccounts.ReferenceLength || text.Any(char.IsControl)))
            yield return new("reference", $"Write the reference in one line of at most {PaymentAccounts.ReferenceLength} characters.");
    }

    public static string ReferenceOf(string? text) => string.IsNullOrWhiteSpace(text) ? DefaultReference : text.Trim();
}
