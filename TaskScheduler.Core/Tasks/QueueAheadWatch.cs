using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Live;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Tasks;

/// <summary>Announces tasks that become queued because their time has come near: time alone changes them, so nobody else would.</summary>
internal sealed class QueueAheadWatch(IDbContextFactory<SchedulerDb> databases, LiveFeed feed, IOptions<TaskOptions> options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan period = TimeSpan.FromSeconds(5);

    private PeriodicTimer? timer;
    private DateTimeOffset seen;

    // Before anything else starts: what is read in ExecuteAsync is read at some later moment on another thread.
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        timer = new PeriodicTimer(period, time);
        seen = time.GetUtcNow() + options.Value.QueueAhead;
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
            var until = time.GetUtcNow() + options.Value.QueueAhead;
            await AnnounceAsync(seen.ToUnixTimeMilliseconds(), until.ToUnixTimeMilliseconds(), stoppingToken);
            seen = until;
        }
    }

    private async Task AnnounceAsync(long after, long until, CancellationToken cancellationToken)
    {
        await using var db = databases.CreateDbContext();
        var near = await db.Plans
            .Where(plan => plan.NextDueAt > after && plan.NextDueAt <= until)
            .Select(plan => plan.TaskId)
            .Take(LiveFeed.NamedTasks + 1)
            .ToListAsync(cancellationToken);
        feed.PublishTasks(near);
    }
}
