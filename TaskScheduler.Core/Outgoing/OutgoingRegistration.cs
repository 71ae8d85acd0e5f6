using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace TaskScheduler.Core.Outgoing;

/// <summary>Puts together the HTTP clients by which what users write reaches other servers.</summary>
public static class OutgoingRegistration
{
    /// <summary>How many redirects in a row are followed.</summary>
    public const int MostRedirects = 5;

    public static IServiceCollection AddOutgoing(this IServiceCollection services, IConfiguration configuration) =>
        services.AddCheckedOptions<OutgoingOptions, OutgoingOptionsCheck>(configuration.GetSection(OutgoingOptions.Section));

    /// <summary>
    /// Registers a client that reaches the public internet and what the settings allow besides, also where it is redirected to.
    /// A refusal is a <see cref="HttpRequestException"/> with an <see cref="OutgoingRefusedException"/> inside; see <see cref="RefusalIn"/>.
    /// </summary>
    /// <param name="name">By which <see cref="IHttpClientFactory"/> makes it.</param>
    public static IHttpClientBuilder AddGuardedHttpClient(this IServiceCollection services, string name)
    {
        services.TryAddSingleton<IHostAddresses, SystemHostAddresses>();
        services.TryAddSingleton<OutgoingGuard>();
        services.TryAddSingleton<GuardedConnections>();
        return services.AddHttpClient(name, client =>
        {
            // The runner's token is the time limit; a second one would end long runs at 100 seconds.
            client.Timeout = Timeout.InfiniteTimeSpan;
            client.DefaultRequestHeaders.UserAgent.ParseAdd($"TaskScheduler/{typeof(OutgoingGuard).Assembly.GetName().Version?.ToString(3)}");
        })
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                ConnectCallback = provider.GetRequiredService<GuardedConnections>().OpenAsync,
                // A proxy of the environment would connect in our place, and to what it likes.
                UseProxy = false,
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.All,
                // The handler is shared by all tasks: what a server sets for one must not be sent by another.
                UseCookies = false,
                // Values beyond ASCII are opaque to HTTP (RFC 9110 §5.5); the default refuses them.
                RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            })
            .AddHttpMessageHandler(() => new Redirects())
            // The factory's own log lines name every URL, and URLs carry secrets.
            .RemoveAllLoggers();
    }

    /// <summary>The sentence of a refusal; null when a request failed for another reason.</summary>
    public static string? RefusalIn(HttpRequestException error) => (error.GetBaseException() as OutgoingRefusedException)?.Message;
}
