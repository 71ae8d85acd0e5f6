using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Notifications.Invites;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Tasks;

/// <summary>Announces tasks that become queued because their time has come near, and has their users invited: time alone changes them, so nobody else would.</summary>
internal sealed class QueueAheadWatch(IDbContextFactory<SchedulerDb> databases, LiveFeed feed, NearInvites invites, IOptions<TaskOptions> options, TimeProvider time, ILogger<QueueAheadWatch> log) : BackgroundService
{
    private static readonly TimeSpan period = TimeSpan.FromSeconds(5);

    private PeriodicTimer? timer;
    private DateTimeOffset seen;

    // Before anything else starts: what is read in ExecuteAsync is read at some later moment on another thread.
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        timer = new PeriodicTimer(period, time);
        seen = time.GetUtcNow();
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        timer?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await timer!.WaitForNextTickAsync(stoppingToken))
        {
            await TryAsync(AnnounceAsync, InvitesLog.NotAnnounced, stoppingToken);
            await TryAsync(invites.SendAsync, InvitesLog.NotInvited, stoppingToken);
        }
    }

    private async Task TryAsync(Func<CancellationToken, Task> act, Action<ILogger, Exception> say, CancellationToken stoppingToken)
    {
        try
        {
            await act(stoppingToken);
        }
        catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            // The loop of a chore: a full disk must not end it, and the program with it.
            say(log, error);
        }
    }

    private async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow();
        await using var db = databases.CreateDbContext();
        var near = await NearSince(db, Milliseconds(seen), Milliseconds(until)).Take(LiveFeed.NamedTasks + 1).ToListAsync(cancellationToken);
        seen = until;
        if (near.Count > 0)
            feed.PublishStandings(near);
    }

    private IQueryable<Guid> NearSince(SchedulerDb db, long after, long until)
    {
        var usual = (long)options.Value.QueueAhead.TotalMilliseconds;
        // One with a lead of its own may be announced twice, which costs a page one more look.
        var usually = db.Plans.Where(plan => plan.NextDueAt > after + usual && plan.NextDueAt <= until + usual).Select(plan => plan.TaskId);
        var byOwnLead = db.Tasks
            .Where(task => task.QueueAheadMs != null && task.Plan.NextDueAt - task.QueueAheadMs > after && task.Plan.NextDueAt - task.QueueAheadMs <= until)
            .Select(task => task.Id);
        return usually.Union(byOwnLead);
    }

    private static long Milliseconds(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds();
}
