using TaskScheduler.Web.Api;

namespace TaskScheduler.Web.Live;

public static class LiveSetup
{
    /// <summary>What is kept of a connection, in bytes, so that a client whose line was cut and that comes back within 15 s gets what it missed.</summary>
    private const int KeptForReturn = 128 * 1024;

    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSignalR(options => options.StatefulReconnectBufferSize = KeptForReturn).AddJsonProtocol(options => JsonFormat.Apply(options.PayloadSerializerOptions));
        services.AddSingleton<Listeners>();
        services.AddHostedService<HubBroadcaster>();
        return services;
    }

    public static void MapLive(this WebApplication app) =>
        app.MapHub<TasksHub>(TasksHub.Path, options => options.AllowStatefulReconnects = true);
}
