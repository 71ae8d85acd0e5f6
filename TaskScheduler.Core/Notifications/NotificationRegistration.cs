using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Notifications.Bell;
using TaskScheduler.Core.Notifications.Channels;
using TaskScheduler.Core.Notifications.Executed;
using TaskScheduler.Core.Notifications.Feeds;
using TaskScheduler.Core.Notifications.Invites;
using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Notifications.Outbox.Sending;
using TaskScheduler.Core.Notifications.People;
using TaskScheduler.Core.Notifications.Summaries;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Notifications;

/// <summary>Puts together how people are told.</summary>
public static class NotificationRegistration
{
    /// <summary>Registers how mail is sent: by the mail server of the settings, or to the outbox folder when there is none.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<MailOptions, MailOptionsCheck>(configuration.GetSection(MailOptions.Section));
        services.AddCheckedOptions<LinkOptions, LinkOptionsCheck>(configuration.GetSection("TaskScheduler"));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new OutboxFolder(Path.Combine(provider.GetRequiredService<DataFolder>().Location, "outbox")));
        return services
            .AddChannels()
            .AddSingleton<Links>()
            .AddSingleton<ExecutedMessages>()
            .AddOutbox()
            .AddPeople()
            .AddCalendar()
            .AddSingleton<SmtpTransport>()
            .AddSingleton<OutboxTransport>()
            .AddSingleton<StoppedTaskNotice>()
            .AddSingleton<IMailTransport>(provider => string.IsNullOrWhiteSpace(provider.GetRequiredService<IOptions<MailOptions>>().Value.Host)
                ? provider.GetRequiredService<OutboxTransport>()
                : provider.GetRequiredService<SmtpTransport>());
    }

    private static IServiceCollection AddOutbox(this IServiceCollection services) => services
        .AddSingleton<MessageOutbox>()
        .AddSingleton<MessageClaims>()
        .AddSingleton<MailStanding>()
        .AddSingleton<MessageHandover>()
        .AddSingleton<MessageDesk>()
        .AddScoped<MessageStore>();

    private static IServiceCollection AddCalendar(this IServiceCollection services) => services
        .AddSingleton<InviteMail>()
        .AddSingleton<InviteBook>()
        .AddSingleton<NearTasks>()
        .AddSingleton<NearInvites>()
        .AddSingleton<FeedEntries>()
        .AddScoped<CalendarFeeds>();

    private static IServiceCollection AddPeople(this IServiceCollection services) => services
        .AddSingleton<PeopleSettings>()
        .AddScoped<NotifySettingsStore>()
        .AddSingleton<BellPost>()
        .AddScoped<BellStore>()
        .AddSingleton<PeopleTold>()
        .AddSingleton<SummaryMail>()
        .AddSingleton<SummaryMaker>();
}
