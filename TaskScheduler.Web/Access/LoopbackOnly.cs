using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using TaskScheduler.Core;

namespace TaskScheduler.Web.Access;

/// <summary>While there is no sign-in, only this machine may reach the program.</summary>
public static class LoopbackOnly
{
    private const string DefaultAddress = "http://localhost:5000";

    /// <exception cref="StartFault">An address is configured that other machines could reach.</exception>
    public static void ListenOnLoopbackOnly(this WebApplicationBuilder builder)
    {
        var configured = Configured(builder.Configuration).ToArray();
        foreach (var (key, address) in configured)
            Check(key, address);
        if (configured.Length == 0)
            builder.WebHost.UseUrls(DefaultAddress);

        // A web page can give its own host name the address 127.0.0.1 and then read what is answered (DNS rebinding).
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
        var ports = Split("http_ports", configuration["http_ports"]).Concat(Split("https_ports", configuration["https_ports"]))
            .Select(port => (port.Key, "http://*:" + port.Value));
        var addresses = endpoints.Concat(urls).ToArray();
        return addresses.Length > 0 ? addresses : ports;
    }

    private static IEnumerable<(string Key, string Value)> Split(string key, string? values) =>
        (values ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(value => (key, value));

    private static void Check(string key, string address)
    {
        BindingAddress parsed;
        try
        {
            parsed = BindingAddress.Parse(address);
        }
        catch (FormatException error)
        {
            throw new StartFault($"The setting '{key}' holds '{address}', which is not an address to listen on; write for example {DefaultAddress}.", error);
        }

        if (!parsed.IsUnixPipe && !parsed.IsNamedPipe && !IsLoopback(parsed.Host))
            throw new StartFault($"TaskScheduler has no user accounts yet, so it listens for this machine only and refuses '{address}' (setting '{key}'). Use an address such as {DefaultAddress}.");
        if (parsed.Port == 0 && parsed.Host == "localhost")
            throw new StartFault($"The setting '{key}' asks for any free port of localhost, which stands for two addresses; write http://127.0.0.1:0.");
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
