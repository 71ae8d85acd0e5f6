using System.Net;
using Microsoft.Extensions.Options;

namespace TaskScheduler.Core.Outgoing;

/// <summary>Where requests of tasks may go (section <c>TaskScheduler:Http</c>).</summary>
public sealed class OutgoingOptions
{
    public const string Section = "TaskScheduler:Http";

    /// <summary>The key by which a refusal names the way out of it.</summary>
    public const string AllowedNetworksKey = $"{Section}:AllowedNetworks";

    /// <summary>
    /// Addresses and networks that tasks may call although they are not on the public internet, with commas between them, such as
    /// <c>10.0.0.5, 10.1.0.0/16, fd12::/32</c>. Not set, none is.
    /// </summary>
    public string? AllowedNetworks { get; set; }

    internal IEnumerable<string> Entries => (AllowedNetworks ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    internal IEnumerable<IPNetwork> Networks => Entries.Select(entry => NetworkText.TryRead(entry, out var network, out _) ? network : default(IPNetwork?)).OfType<IPNetwork>();
}

internal sealed class OutgoingOptionsCheck : IValidateOptions<OutgoingOptions>
{
    public ValidateOptionsResult Validate(string? name, OutgoingOptions options)
    {
        var faults = options.Entries
            .Select(entry => NetworkText.TryRead(entry, out _, out var fault) ? null : $"{OutgoingOptions.AllowedNetworksKey} holds '{entry}': {fault}")
            .OfType<string>().ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
