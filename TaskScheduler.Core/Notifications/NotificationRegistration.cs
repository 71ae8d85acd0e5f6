using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Notifications.Channels;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Notifications.People;

namespace TaskScheduler.Core.Notifications;

/// <summary>Puts together how people are told.</summary>
public static class NotificationRegistration
{
    /// <summary>Registers how mail is sent: by the mail server of the settings, or to the outbox folder when there is none.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MailOptions>().Bind(configuration.GetSection(MailOptions.Section)).ValidateOnStart();
        services.AddOptions<LinkOptions>().Bind(configuration.GetSection("TaskScheduler")).ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new OutboxFolder(Path.Combine(provider.GetRequiredService<DataFolder>().Location, "outbox")));
        return services
            .AddChannels()
            .AddSingleton<IValidateOptions<MailOptions>, MailOptionsCheck>()
            .AddSingleton<IValidateOptions<LinkOptions>, LinkOptionsCheck>()
            .AddSingleton<Links>()
            .AddSingleton<MessageOutbox>()
            .AddSingleton<PeopleTold>()
            .AddSingleton<SmtpTransport>()
            .AddSingleton<OutboxTransport>()
            .AddSingleton<StoppedTaskNotice>()
            .AddSingleton<IMailTransport>(provider => string.IsNullOrWhiteSpace(provider.GetRequiredService<IOptions<MailOptions>>().Value.Host)
                ? provider.GetRequiredService<OutboxTransport>()
                : provider.GetRequiredService<SmtpTransport>());
    }
}
