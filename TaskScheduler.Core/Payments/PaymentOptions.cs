using Microsoft.Extensions.Options;

namespace TaskScheduler.Core.Payments;

/// <summary>How tasks pay (section <c>TaskScheduler:Payments</c>).</summary>
public sealed class PaymentOptions
{
    public const string Section = "TaskScheduler:Payments";

    /// <summary><c>Ledger</c> (default): the accounts in the program's own database; <c>Http</c>: a gateway that is called.</summary>
    public string Gateway { get; set; } = "Ledger";

    /// <summary>Address that payments are sent to with POST. Needed with <c>Http</c>.</summary>
    public string? Url { get; set; }

    /// <summary>Sent as <c>Authorization: Bearer</c>. Absent, nothing is.</summary>
    public string? Token { get; set; }

    /// <summary>How long an answer is waited for: 1 second to 10 minutes. Default 30 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    internal bool IsHttp => "Http".Equals(Gateway, StringComparison.OrdinalIgnoreCase);
}

internal sealed class PaymentOptionsCheck : IValidateOptions<PaymentOptions>
{
    private static readonly TimeSpan shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan longest = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, PaymentOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(PaymentOptions options)
    {
        if (!options.IsHttp && !"Ledger".Equals(options.Gateway, StringComparison.OrdinalIgnoreCase))
            yield return Said("Gateway", $"is '{options.Gateway}'; it has to be Ledger or Http.");
        if (options.IsHttp && string.IsNullOrWhiteSpace(options.Url))
            yield return Said("Url", "is missing, though TaskScheduler:Payments:Gateway is Http.");
        else if (!string.IsNullOrWhiteSpace(options.Url) && !(Uri.TryCreate(options.Url, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https") && url.UserInfo.Length == 0))
            yield return Said("Url", "has to be a full address without a user name or password, as https://pay.example.com/payments.");
        if (options.Token?.Any(character => character is <= ' ' or > '~') == true)
            yield return Said("Token", "may have visible ASCII characters only.");
        if (options.Timeout < shortest || options.Timeout > longest)
            yield return Said("Timeout", $"is {options.Timeout}; it must lie between {shortest} and {longest}.");
    }

    private static string Said(string key, string fault) => $"{PaymentOptions.Section}:{key} {fault}";
}
