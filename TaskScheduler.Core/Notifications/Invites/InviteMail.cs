using System.Globalization;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Notifications.ICalendar;
using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Notifications.Invites;

/// <summary>Puts versions of invites into the outbox: as a mail for people, with an iCalendar object for their calendars (RFC 5546, RFC 6047).</summary>
public sealed class InviteMail(MessageOutbox outbox, Links links, IOptions<MailOptions> mail)
{
    /// <summary>How long an occurrence is shown: nobody knows how long it will take, and less can hardly be seen.</summary>
    private static readonly TimeSpan length = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan alarm = TimeSpan.FromMinutes(10);

    /// <summary>Invites, or tells what has become other.</summary>
    internal void Request(WriteSession session, Guid taskId, SentInvite invite, DateTimeOffset now) => Put(session, taskId, invite, now, invite.Sequence == 0 ? "Invite" : "Updated invite", cancelled: false);

    /// <summary>Takes an invite back.</summary>
    internal void Cancel(WriteSession session, Guid taskId, SentInvite invite, DateTimeOffset now) => Put(session, taskId, invite, now, "Cancelled", cancelled: true);

    private void Put(WriteSession session, Guid taskId, SentInvite invite, DateTimeOffset now, string what, bool cancelled)
    {
        var (told, uid) = (invite.Told, $"{invite.Id:N}@taskscheduler");
        var text = cancelled
            ? $"This does not take place as you were told: {told.Title}"
            : $"{(told.IsSeries ? "From now on" : "At this time")} TaskScheduler runs: {told.Title}";
        outbox.Put(session, new($"invite:{uid}:{invite.Sequence.ToString(CultureInfo.InvariantCulture)}", MessageKind.Invite, MessageVia.Mail, invite.Email, $"{what}: {told.Title}, {When(told)}")
        {
            Content = Content(text, told, cancelled ? null : links.Task(taskId), new(cancelled ? "CANCEL" : "REQUEST", Calendar(taskId, invite, uid, now, cancelled))),
            TaskId = taskId,
        });
    }

    private static MessageContent Content(string text, Invitation told, string? link, MessageCalendar calendar)
    {
        var when = told.IsSeries ? $"First time: {When(told)}" : When(told);
        string[] parts = [text, when, told.Description, link ?? ""];
        var html = MailHtml.Title(told.Title) + MailHtml.Paragraph(text) + MailHtml.Facts([(told.IsSeries ? "First time" : "Time", When(told))])
            + (told.Description.Length > 0 ? MailHtml.Heading("Description") + MailHtml.Paragraph(told.Description) : "")
            + (link is null ? "" : MailHtml.Link(link, "Open the task"));
        return new(string.Join("\n\n", parts.Where(part => part.Length > 0)) + "\n") { Html = MailHtml.Document(told.Title, html), Calendar = calendar };
    }

    private string Calendar(Guid taskId, SentInvite invite, string uid, DateTimeOffset now, bool cancelled)
    {
        var (told, link) = (invite.Told, links.Task(taskId));
        var zone = told.Zone == ZoneNames.Default || !CalendarZone.Says(told.Zone, told.Start) ? null : told.Zone;
        return CalendarText.Of(new(cancelled ? "CANCEL" : "REQUEST",
        [
            new(uid, now, told.Start, told.Start + length, told.Title)
            {
                Sequence = invite.Sequence,
                Zone = zone,
                Rule = told.Rule,
                Description = told.Description.Length > 0 ? $"{told.Description}\n\n{link}" : link,
                Url = link,
                Organizer = mail.Value.From,
                Attendee = invite.Email,
                Cancelled = cancelled,
                Alarm = cancelled ? null : told.IsSeries || told.Start - now >= alarm ? alarm : TimeSpan.Zero,
            },
        ]));
    }

    private static string When(Invitation told) =>
        TimeZoneInfo.ConvertTime(told.Start, ZoneNames.Find(told.Zone)).ToString("dddd, d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture) + $" ({told.Zone})";
}
