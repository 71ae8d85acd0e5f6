using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Notifications;
using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Notifications.People;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Maintenance.Backups;

/// <summary>Has a backup made every day, and tells the administrators when that fails.</summary>
public sealed class BackupWatch(BackupMaker maker, BackupShelf shelf, BackupNotice notice, IOptions<BackupOptions> options, TimeProvider time, ILogger<BackupWatch> log) : RegularWatch(period, time)
{
    // Not one wait until it is due: a machine that sleeps, or whose clock is set, has another time afterwards.
    private static readonly TimeSpan period = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan again = TimeSpan.FromHours(1);

    // A start has better things to do, and one that fails at once is started again and again.
    private static readonly TimeSpan afterStart = TimeSpan.FromMinutes(10);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Daily)
            PlanFirst();
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await maker.StopAsync();
    }

    /// <summary>When the next is due: the first time of day after the last good one, but not before <paramref name="now"/>.</summary>
    internal static DateTimeOffset NextAfter(DateTimeOffset? lastGood, DateTimeOffset now, BackupOptions options)
    {
        var from = lastGood is { } last && last < now ? last : now;
        var day = WallClock.DayOf(from, options.Zone);
        var next = WallClock.First(day, options.Time!.Value, options.Zone);
        return next > from ? next : WallClock.First(day.AddDays(1), options.Time!.Value, options.Zone);
    }

    protected override async Task LookAsync(CancellationToken cancellationToken)
    {
        if (shelf.NextAt is not { } next || Time.GetUtcNow() < next)
            return;
        var made = await maker.Start(null).Ended.WaitAsync(cancellationToken);
        Plan(made.Succeeded ? TimeSpan.Zero : again);
        if (!made.Succeeded)
            await notice.TellAsync(made.Faults[0].Message);
    }

    protected override void Failed(Exception error)
    {
        MaintenanceLog.BackupWatchFailed(log, error);
        shelf.NextAt = Time.GetUtcNow() + again;
    }

    private void PlanFirst()
    {
        shelf.NextAt = Time.GetUtcNow() + afterStart;
        try
        {
            Plan(afterStart);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The program starts all the same; the backup that is tried soon says what is wrong with their folder.
            MaintenanceLog.BackupWatchFailed(log, error);
        }
    }

    // Not before so much time has passed: what fails at once is not tried again and again.
    private void Plan(TimeSpan notBefore)
    {
        var now = Time.GetUtcNow();
        var (next, earliest) = (NextAfter(shelf.LastGood?.At, now, options.Value), now + notBefore);
        shelf.NextAt = next > earliest ? next : earliest;
    }
}

/// <summary>Tells the administrators that no backup was made, once a day.</summary>
public sealed class BackupNotice(IWriteGate gate, PeopleTold people, Links links, TimeProvider time, ILogger<BackupNotice> log)
{
    public async Task TellAsync(string why)
    {
        const string Subject = "No backup was made";
        var now = time.GetUtcNow();
        var text = $"{why}\n\nIt is tried again every hour. What was backed up before is untouched.";
        var html = MailHtml.Title(Subject) + MailHtml.Paragraph(why) + MailHtml.Paragraph("It is tried again every hour. What was backed up before is untouched.") + MailHtml.Link(links.To("storage"), "Open Storage");
        try
        {
            await gate.WriteAsync(session =>
            {
                people.TellAdministrators(session, new($"backup-failed:{now:yyyy-MM-dd}", MessageKind.Alert, TellingLevel.Bad, Subject, new($"{text}\n\nOpen Storage: {links.To("storage")}\n") { Html = MailHtml.Document(Subject, html) })
                {
                    Page = "storage",
                });
                return Task.FromResult(true);
            });
        }
        catch (Exception error)
        {
            // What keeps the backup from the disk may keep the message from it: the log has said it by then.
            MaintenanceLog.TellingFailed(log, error);
        }
    }
}
