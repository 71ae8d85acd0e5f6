using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using TaskScheduler.Core;

namespace TaskScheduler.Web.Access;

/// <summary>Where the program listens and by which names it may be called.</summary>
public static class ListenAddresses
{
    private const string DefaultAddress = "http://localhost:5000";

    /// <exception cref="StartFault">A setting is no address.</exception>
    public static void ListenWhereConfigured(this WebApplicationBuilder builder)
    {
        var configured = Configured(builder.Configuration).Select(address => (address.Key, Address: Parsed(address.Key, address.Address))).ToArray();
        if (configured.Length == 0)
            builder.WebHost.UseUrls(DefaultAddress);

        // A web page can give its own host name the address 127.0.0.1 and then read what is answered (DNS rebinding).
        if (configured.All(address => IsLoopback(address.Address.Host)) && builder.Configuration["AllowedHosts"] is null)
            builder.Services.Configure<HostFilteringOptions>(options =>
            {
                options.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"];
                options.AllowEmptyHosts = false;
            });
    }

    // In the order in which the server prefers them: endpoints replace urls, and urls replace ports.
    private static IEnumerable<(string Key, string Address)> Configured(ConfigurationManager configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren()
            .Where(endpoint => endpoint["Url"] is not null)
            .Select(endpoint => (endpoint.Path + ":Url", endpoint["Url"]!));
        var urls = Split("urls", configuration["urls"]);
        var ports = Split("http_ports", configuration["http_ports"]).Select(port => (port.Key, "http://*:" + port.Value))
            .Concat(Split("https_ports", configuration["https_ports"]).Select(port => (port.Key, "https://*:" + port.Value)));
        var addresses = endpoints.Concat(urls).ToArray();
        return addresses.Length > 0 ? addresses : ports;
    }

    private static IEnumerable<(string Key, string Value)> Split(string key, string? values) =>
        (values ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(value => (key, value));

    private static BindingAddress Parsed(string key, string address)
    {
        try
        {
            var parsed = BindingAddress.Parse(address);
            return parsed.Port == 0 && parsed.Host == "localhost"
                ? throw new StartFault($"The setting '{key}' asks for any free port of localhost, which stands for two addresses; write http://127.0.0.1:0.")
                : parsed;
        }
        catch (FormatException error)
        {
            throw new StartFault($"The setting '{key}' holds '{address}', which is not an address to listen on; write for example {DefaultAddress}.", error);
        }
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
