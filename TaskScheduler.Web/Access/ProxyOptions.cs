using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using TaskScheduler.Core;

namespace TaskScheduler.Web.Access;

/// <summary>What stands between the program and its visitors (section <c>TaskScheduler</c>).</summary>
public sealed class ProxyOptions
{
    /// <summary>
    /// Addresses or networks of proxies whose <c>X-Forwarded-*</c> headers are believed, with commas between them, such as
    /// <c>10.0.0.5, 10.1.0.0/24</c>. Not set, none is: a visitor could otherwise claim any address.
    /// </summary>
    public string? Proxies { get; set; }

    internal IEnumerable<(string Text, System.Net.IPNetwork? Network)> Networks => (Proxies ?? "")
        .Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(text => (text, Parsed(text)));

    private static System.Net.IPNetwork? Parsed(string text) =>
        System.Net.IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}

/// <summary>Lets the address of a visitor come from the proxies that are believed, and from nobody else.</summary>
internal static class BelievedProxies
{
    public static IServiceCollection AddBelievedProxies(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<ProxyOptions, ProxyOptionsCheck>(configuration.GetSection("TaskScheduler"));
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>((options, proxies) =>
        {
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var (_, network) in proxies.Value.Networks)
                options.KnownIPNetworks.Add(network!.Value);
            options.ForwardedHeaders = options.KnownIPNetworks.Count > 0 ? ForwardedHeaders.All : ForwardedHeaders.None;
        });
        return services;
    }
}

internal sealed class ProxyOptionsCheck : IValidateOptions<ProxyOptions>
{
    public ValidateOptionsResult Validate(string? name, ProxyOptions options) =>
        options.Networks.FirstOrDefault(proxy => proxy.Network is null) is { Text: { } wrong }
            ? ValidateOptionsResult.Fail($"TaskScheduler:Proxies holds '{wrong}', which is no address and no network; write for example 10.0.0.5 or 10.0.0.0/24.")
            : ValidateOptionsResult.Success;
}
