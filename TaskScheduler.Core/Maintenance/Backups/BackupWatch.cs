using Microsoft.Extensions.Hosting;
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
public sealed class BackupWatch(BackupMaker maker, BackupShelf shelf, BackupNotice notice, IOptions<BackupOptions> options, TimeProvider time, ILogger<BackupWatch> log) : BackgroundService
{
    private static readonly TimeSpan again = TimeSpan.FromHours(1);

    // A start has better things to do, and one that fails at once is started again and again.
    private static readonly TimeSpan afterStart = TimeSpan.FromMinutes(10);

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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Daily)
            return;
        var earliest = time.GetUtcNow() + afterStart;
        while (true)
        {
            try
            {
                var now = time.GetUtcNow();
                var next = NextAfter(shelf.LastGood?.At, now, options.Value);
                shelf.NextAt = next > earliest ? next : earliest > now ? earliest : now;

                // Not in one go: a machine that sleeps, or whose clock is set, has another time afterwards.
                while (time.GetUtcNow() is var here && here < shelf.NextAt)
                    await Task.Delay(shelf.NextAt.Value - here < again ? shelf.NextAt.Value - here : again, time, stoppingToken);
                var made = await maker.Start(null).Ended;
                stoppingToken.ThrowIfCancellationRequested();
                if (made.Succeeded)
                    continue;
                await notice.TellAsync(made.Faults[0].Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                // The seam of a watch: it has to look again, whatever it met.
                MaintenanceLog.BackupWatchFailed(log, error);
            }

            earliest = time.GetUtcNow() + again;
        }
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
