using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Outgoing;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Secrets;

namespace TaskScheduler.Core.Notifications.Channels;

/// <summary>Puts together the ways that messages take to channels.</summary>
internal static class ChannelRegistration
{
    public static IServiceCollection AddChannels(this IServiceCollection services)
    {
        services.AddGuardedHttpClient(ChannelWay.ClientName);
        foreach (var via in (MessageVia[])[MessageVia.Webhook, MessageVia.Slack, MessageVia.Teams, MessageVia.Discord])
            services.AddSingleton<IMessageWay>(provider => new ChannelWay(
                via, provider.GetRequiredService<IHttpClientFactory>(), provider.GetRequiredService<IDbContextFactory<SchedulerDb>>(), provider.GetRequiredService<ISecretCipher>(), provider.GetRequiredService<TimeProvider>()));
        return services.AddScoped<ChannelStore>();
    }
}
