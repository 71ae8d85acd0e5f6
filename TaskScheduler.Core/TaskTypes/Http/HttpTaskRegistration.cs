using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace TaskScheduler.Core.TaskTypes.Http;

internal static class HttpTaskRegistration
{
    public static IServiceCollection AddHttpTaskType(this IServiceCollection services)
    {
        services.AddHttpClient(HttpTaskType.ClientName, client =>
        {
            // The runner's token is the time limit; a second one would end long runs at 100 seconds.
            client.Timeout = Timeout.InfiniteTimeSpan;
            client.DefaultRequestHeaders.UserAgent.ParseAdd($"TaskScheduler/{typeof(HttpTaskType).Assembly.GetName().Version?.ToString(3)}");
        })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                MaxAutomaticRedirections = HttpTaskType.MostRedirects,
                AutomaticDecompression = DecompressionMethods.All,
                // The handler is shared by all tasks: what a server sets for one must not be sent by another.
                UseCookies = false,
                // Values beyond ASCII are opaque to HTTP (RFC 9110 §5.5); the default refuses them.
                RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            })
            // The factory's own log lines name every URL, and URLs carry secrets.
            .RemoveAllLoggers();
        return services.AddSingleton<ITaskType, HttpTaskType>();
    }
}
