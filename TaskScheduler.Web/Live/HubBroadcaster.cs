using TaskScheduler.Core.Live;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Api;

namespace TaskScheduler.Web.Live;

/// <summary>
/// Turns the feed into events of the hub: one read of what changed for all clients together, and no read at all while
/// nobody is connected. On several machines each tells its own clients.
/// </summary>
public sealed class HubBroadcaster(
    LiveFeed feed,
    TaskQueries tasks,
    RunStore runs,
    Listeners listeners,
    TimeProvider clock,
    ILogger<HubBroadcaster> log) : BackgroundService
{
    // One page of the store, so that a batch is one query for tasks and one for runs.
    private const int BatchSize = 500;

    // Fast enough to look immediate, and slow enough to gather what changes together.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // Each client answers a reload with queries of its own.
    private static readonly TimeSpan PauseAfterReload = TimeSpan.FromSeconds(1);

    // Before anybody can connect: a background service begins to execute at some time after its start.
    private readonly FeedSubscription subscription = feed.Subscribe(BatchSize);

    public override void Dispose()
    {
        subscription.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var batch = await subscription.ReadAsync(stoppingToken);
            if (listeners.Any)
                await TellAsync(batch, stoppingToken);
            await Task.Delay(batch.Reset ? PauseAfterReload : Pause, clock, stoppingToken);
        }
    }

    private async Task TellAsync(FeedBatch batch, CancellationToken stoppingToken)
    {
        try
        {
            listeners.Offer(batch.Reset ? [HubEvent.Reload] : await EventsAsync(batch, stoppingToken));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // What changed is not known any more, but that something did is.
            LiveLog.ReadFailed(log, error);
            listeners.Offer([HubEvent.Reload]);
        }
    }

    private async Task<IReadOnlyList<HubEvent>> EventsAsync(FeedBatch batch, CancellationToken stoppingToken)
    {
        var events = new List<HubEvent>();
        if (batch.Tasks.Count > 0)
        {
            var page = await tasks.ListAsync(new(new() { Ids = batch.Tasks }, PageSize: BatchSize), stoppingToken);
            events.AddRange(page.Items.Select(task => new HubEvent("taskChanged", TaskJson.Of(task))));
            events.AddRange(batch.Tasks.Except(page.Items.Select(task => task.Task.Id)).Select(id => new HubEvent("taskDeleted", new DeletedJson(id))));
        }

        if (batch.Runs.Count > 0)
            events.AddRange((await runs.FindManyAsync(batch.Runs, stoppingToken)).Select(run => new HubEvent("runChanged", RunJson.Of(run))));
        return events;
    }
}

/// <summary>What is left of a deleted task.</summary>
public sealed record DeletedJson(Guid Id);
