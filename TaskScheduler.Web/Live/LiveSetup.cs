using TaskScheduler.Web.Api;

namespace TaskScheduler.Web.Live;

public static class LiveSetup
{
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSignalR().AddJsonProtocol(options => JsonFormat.Apply(options.PayloadSerializerOptions));
        services.AddSingleton<Listeners>();
        services.AddHostedService<HubBroadcaster>();
        return services;
    }

    public static void MapLive(this WebApplication app) => app.MapHub<TasksHub>(TasksHub.Path);
}
