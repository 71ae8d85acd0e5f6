using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Notifications.Invites;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Tasks;

/// <summary>Announces tasks that become queued because their time has come near, and has their users invited: time alone changes them, so nobody else would.</summary>
internal sealed class QueueAheadWatch(IDbContextFactory<SchedulerDb> databases, LiveFeed feed, NearInvites invites, IOptions<TaskOptions> options, TimeProvider time, ILogger<QueueAheadWatch> log) : RegularWatch(TimeSpan.FromSeconds(5), time)
{
    private DateTimeOffset seen;

    // Before anything else starts: what is read in LookAsync is read at some later moment on another thread.
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        seen = Time.GetUtcNow();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task LookAsync(CancellationToken cancellationToken)
    {
        await TryAsync(AnnounceAsync, Failed, cancellationToken);
        await TryAsync(invites.SendAsync, error => InvitesLog.NotInvited(log, error), cancellationToken);
    }

    protected override void Failed(Exception error) => InvitesLog.NotAnnounced(log, error);

    private async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        var until = Time.GetUtcNow();
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
