using System.Security.Cryptography;
using System.Text;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications.Channels;
using TaskScheduler.Core.Notifications.Channels.Formats;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Notifications.People;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Notifications.Alerts.Told;

/// <summary>Somebody who is told: an account, an address, or a channel.</summary>
internal sealed record Recipient(Guid? AccountId, string? Email, ChannelRow? Channel);

/// <summary>Finds out who is told, and hands it to the outbox by the way that reaches them.</summary>
internal sealed class Recipients(PeopleTold people, AccountDirectory directory, MessageOutbox outbox)
{
    /// <summary>Everybody who is told of one of these, each with those of theirs: nobody is told of the tasks of others.</summary>
    public IEnumerable<(Recipient Who, List<PendingIncident> Theirs)> Of(WriteSession session, AlertRule rule, List<PendingIncident> pending)
    {
        var accounts = directory.Accounts.Where(account => !account.Disabled).ToList();
        var byEmail = accounts.ToDictionary(account => account.Email, account => account.Id, StringComparer.OrdinalIgnoreCase);
        var told = new Dictionary<string, (Recipient Who, List<PendingIncident> Theirs)>(StringComparer.Ordinal);
        var named = new List<Recipient>();
        if (rule.Told.Administrators)
            named.AddRange(accounts.Where(account => account.Role == Role.Administrator).Select(account => new Recipient(account.Id, account.Email, null)));
        named.AddRange(rule.Told.Accounts.Select(id => new Recipient(id, directory.NameOf(id), null)));
        named.AddRange(rule.Told.Emails.Select(ByEmail));
        named.AddRange(Channels(session, rule).Select(channel => new Recipient(null, null, channel)));
        foreach (var one in pending)
        {
            named.ForEach(who => Add(who, one));
            if (rule.Told.User && one.UserEmail is { } user)
                Add(ByEmail(user), one);
            if (rule.Told.Owner && one.OwnerId is { } owner)
                Add(new(owner, directory.NameOf(owner), null), one);
        }

        return told.Values;

        // Who has an account is told where they want to be.
        Recipient ByEmail(string email) => byEmail.TryGetValue(email, out var id) ? new(id, email, null) : new(null, email, null);

        void Add(Recipient who, PendingIncident one)
        {
            var key = KeyOf(who);
            if (!told.TryGetValue(key, out var theirs))
                told.Add(key, theirs = (who, []));
            if (theirs.Theirs.Count == 0 || theirs.Theirs[^1] != one)
                theirs.Theirs.Add(one);
        }
    }

    /// <summary>The zone in which somebody reads times; null when it is not known.</summary>
    public TimeZoneInfo? ZoneOf(Recipient who) => who.Email is { } email && people.ZoneOf(email) is { } zone ? ZoneNames.Find(zone) : null;

    public void Put(WriteSession session, Recipient who, AlertRule rule, string key, AlertMessage message)
    {
        var notice = message.Notice;
        if (who.AccountId is { } account)
            people.Tell(session, account, new(key, MessageKind.Alert, notice.Level, notice.Subject, new(message.MailText) { Html = message.Html })
            {
                Page = message.Page,
                TaskId = notice.TaskId,
                RunId = notice.RunId,
                Urgent = rule.Urgent,
            });
        else if (who.Channel is { } channel)
            outbox.Put(session, new($"{key}:{channel.Id:N}", MessageKind.Alert, channel.Kind, channel.Name, notice.Subject)
            {
                ChannelId = channel.Id,
                Content = new(notice.Text) { Json = ChannelFormat.Of(channel.Kind, notice) },
                TaskId = notice.TaskId,
                RunId = notice.RunId,
            });
        else
            outbox.Put(session, new($"{key}:{KeyOf(who)}", MessageKind.Alert, MessageVia.Mail, who.Email!, notice.Subject)
            {
                Content = new(message.MailText) { Html = message.Html },
                TaskId = notice.TaskId,
                RunId = notice.RunId,
            });
    }

    private static List<ChannelRow> Channels(WriteSession session, AlertRule rule) =>
        rule.Told.Channels.Count == 0 ? [] : [.. session.Db.Channels.Where(channel => rule.Told.Channels.Contains(channel.Id))];

    // An address may be longer than a key has room for.
    private static string KeyOf(Recipient who) =>
        who.AccountId is { } account ? $"{account:N}" : who.Channel is { } channel ? $"{channel.Id:N}" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(who.Email!.ToUpperInvariant())))[..32];
}
