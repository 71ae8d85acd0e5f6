using System.Net;
using Microsoft.Extensions.Options;

namespace TaskScheduler.Core.Outgoing;

/// <summary>Decides which addresses a request of a task may reach.</summary>
public sealed class OutgoingGuard(IOptions<OutgoingOptions> options)
{
    private readonly IPNetwork[] allowed = [.. options.Value.Networks];

    /// <summary>Those of a host's addresses that may be reached, as they are to be connected to.</summary>
    /// <exception cref="OutgoingRefusedException">There is none.</exception>
    public IReadOnlyList<IPAddress> Reachable(string host, IReadOnlyList<IPAddress> addresses)
    {
        var reachable = addresses.Select(AddressKinds.Real).Where(address => IsAllowed(address) || AddressKinds.SpecialKindOf(address) is null).ToList();
        return reachable.Count > 0 || addresses.Count == 0 ? reachable : throw Refusal(host, addresses[0]);
    }

    private static OutgoingRefusedException Refusal(string host, IPAddress address)
    {
        var named = address.ToString() == host ? host : $"{host}, which is {address}";
        return new($"The task may not call {named}: this is {AddressKinds.SpecialKindOf(address)}. If it is to be called, an administrator has to list it in the setting {OutgoingOptions.AllowedNetworksKey}.");
    }

    // A scope names an interface of this machine; a network is written without.
    private bool IsAllowed(IPAddress address)
    {
        var bare = new IPAddress(address.GetAddressBytes());
        return Array.Exists(allowed, network => network.Contains(bare));
    }
}

/// <summary>A request of a task was not sent, because it would have reached an address that it may not reach. The message is a sentence for a person.</summary>
public sealed class OutgoingRefusedException(string message) : Exception(message);
