using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications.Bell;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Notifications.People;

/// <summary>Tells people with accounts, where and when they want to be told.</summary>
public sealed class PeopleTold(MessageOutbox outbox, BellPost bell, AccountDirectory directory, PeopleSettings people, TimeProvider time)
{
    /// <summary>Tells one of them, in the transaction of what it is about; nobody is told when the account is gone or disabled.</summary>
    public void Tell(WriteSession session, Guid accountId, Telling telling)
    {
        if (directory.Find(accountId) is not { Disabled: false } account)
            return;
        var settings = people.Of(accountId);
        var quietUntil = telling.Urgent ? null : settings.QuietUntil(time.GetUtcNow());
        if (settings.Lists(telling.Level))
            bell.Put(session, accountId, telling, silent: quietUntil is not null);
        if (settings.MailAlerts || telling.Kind != MessageKind.Alert)
            outbox.Put(session, new($"{telling.Key}:{accountId:N}", telling.Kind, MessageVia.Mail, account.Email, telling.Subject)
            {
                Content = telling.Content,
                TaskId = telling.TaskId,
                RunId = telling.RunId,
                NotBefore = quietUntil,
            });
    }

    /// <summary>Tells every administrator.</summary>
    public void TellAdministrators(WriteSession session, Telling telling)
    {
        foreach (var account in directory.Accounts.Where(account => account.Role == Role.Administrator))
            Tell(session, account.Id, telling);
    }

    /// <summary>The time zone in which somebody reads times: an IANA name; null when nothing is known of them.</summary>
    /// <param name="email">Also of somebody without an account.</param>
    public string? ZoneOf(string email) =>
        directory.Accounts.FirstOrDefault(account => account.Email.Equals(email, StringComparison.OrdinalIgnoreCase)) is { } account ? people.Of(account.Id).TimeZone : null;
}
