using TaskScheduler.Core.Notifications.People;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks.Notify;

namespace TaskScheduler.Core.Notifications.Invites;

/// <summary>
/// Decides what the users of tasks are invited for, and keeps what they were told in line with the tasks. All of it is read
/// from the tables and written in one transaction with the change, or with nothing but the message, so it may be asked any
/// number of times.
/// </summary>
/// <remarks>
/// Nobody is invited for what has begun: a run that somebody asks for, or that is made with its task, is over before the
/// mail is there. How it went is told when it has run.
/// </remarks>
public sealed class InviteBook(InviteMail mail, PeopleTold people, QueueAhead ahead)
{
    // Unless each was asked for, a task that recurs often does not fill a calendar.
    private static readonly TimeSpan apart = TimeSpan.FromHours(1);

    /// <summary>Brings invites in line with a task: those that changed are sent again, those that fell away cancelled, and the next occurrence is invited for when it is near.</summary>
    internal void Follow(WriteSession session, InvitedTask task, DateTimeOffset now)
    {
        var wanted = Wanted(task, now);
        SentInvite? standing = null;
        foreach (var invite in SentInvites.Open(session, task.Id, now))
        {
            if (wanted is not null && standing is null && invite.Told.IsSeries == wanted.IsSeries)
                standing = invite;
            else
                Cancel(session, task.Id, invite, now);
        }

        if (wanted is null)
            return;
        if (standing is not null)
            Update(session, task, standing, wanted, now);
        else if (IsNear(task, now) && (wanted.IsSeries || task.Notify.Invite == Invite.Each || !SentInvites.AnyBefore(session, task.Id, wanted.Start, apart)))
            Send(session, task, SentInvites.Cancelled(session, task.Id, wanted) is { } before ? before with { Sequence = before.Sequence + 1 } : new(Guid.CreateVersion7(now), 0, "", wanted), wanted, now);
    }

    /// <summary>Cancels all that can be of a task that is deleted.</summary>
    internal void Withdraw(WriteSession session, Guid taskId, DateTimeOffset now)
    {
        foreach (var invite in SentInvites.Open(session, taskId, now))
            Cancel(session, taskId, invite, now);
    }

    private Invitation? Wanted(InvitedTask task, DateTimeOffset now)
    {
        if (task.Email is not { } email || task.Notify.Invite == Invite.Never || task.Next is not { } next || next <= now)
            return null;
        if (task.Notify.Invite == Invite.Series && RecurrenceText.Of(task.Schedule, now) is { } recurrence)
            return new(next, recurrence.Zone, task.Title, task.Description) { Rule = recurrence.Rule, Schedule = task.ScheduleText };
        var zone = (task.Schedule as CronSchedule)?.TimeZone ?? people.ZoneOf(email) ?? ZoneNames.Default;
        return new(next.ToUniversalTime(), zone, task.Title, task.Description);
    }

    private bool IsNear(InvitedTask task, DateTimeOffset now) => task.Next - ahead.Of(task.Notify) <= now;

    private void Update(WriteSession session, InvitedTask task, SentInvite standing, Invitation wanted, DateTimeOffset now)
    {
        // A series that goes on as it was keeps its beginning, and with it the days that have passed.
        if (wanted.IsSeries && standing.Told.Schedule == wanted.Schedule)
            wanted = wanted with { Start = standing.Told.Start, Rule = standing.Told.Rule };
        var moved = !string.Equals(standing.Email, task.Email, StringComparison.OrdinalIgnoreCase);
        if (moved)
            standing = Cancel(session, task.Id, standing, now);
        if (moved || standing.Told != wanted)
            Send(session, task, standing with { Sequence = standing.Sequence + 1 }, wanted, now);
    }

    private void Send(WriteSession session, InvitedTask task, SentInvite invite, Invitation wanted, DateTimeOffset now)
    {
        var sent = invite with { Email = task.Email!, Told = wanted };
        SentInvites.Put(session, task.Id, sent, cancelled: false);
        mail.Request(session, task.Id, sent, now);
    }

    private SentInvite Cancel(WriteSession session, Guid taskId, SentInvite invite, DateTimeOffset now)
    {
        var cancelled = invite with { Sequence = invite.Sequence + 1 };
        SentInvites.Put(session, taskId, cancelled, cancelled: true);
        mail.Cancel(session, taskId, cancelled, now);
        return cancelled;
    }
}
