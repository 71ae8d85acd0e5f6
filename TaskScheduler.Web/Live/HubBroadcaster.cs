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

    // Longer than any change takes from its commit to here. Who is told of a task once more after it lost a tag takes no harm.
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(1);

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
        var page = await tasks.ListAsync(new(new() { Ids = batch.Tasks }, PageSize: BatchSize), stoppingToken);
        var told = await ToldAsync(batch.Tasks, page.Items, stoppingToken);
        var events = new List<HubEvent>();
        events.AddRange(page.Items.Select(task => new HubEvent("taskChanged", TaskJson.Of(task), told[task.Task.Id])));
        events.AddRange(batch.Tasks.Except(page.Items.Select(task => task.Task.Id)).Select(id => new HubEvent("taskDeleted", new DeletedJson(id), told[id])));
        if (batch.Runs.Count > 0)
            events.AddRange((await runs.FindManyAsync(batch.Runs, stoppingToken)).Select(run => new HubEvent("runChanged", RunJson.Of(run), told[run.TaskId])));
        return events;
    }

    // The feed names the task of every run it names, so no run is about a task that is missing here.
    private async Task<Dictionary<Guid, TaskTold>> ToldAsync(IReadOnlySet<Guid> ids, IReadOnlyList<TaskView> found, CancellationToken stoppingToken)
    {
        var now = found.ToDictionary(view => view.Task.Id, view => view.Task.Tags);
        var before = listeners.AnyByTag ? await tasks.EarlierTagsAsync(ids, clock.GetUtcNow() - Lately, stoppingToken) : null;
        return ids.ToDictionary(id => id, id => new TaskTold(id, [.. now.GetValueOrDefault(id, []), .. before?[id] ?? []]));
    }
}
