using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TaskScheduler.Core.Live;

namespace TaskScheduler.Core.Forecasting.Keeping;

/// <summary>Keeps the forecast in step with the tasks, and tells those who look at it when it has changed.</summary>
internal sealed class ForecastKeeper(ForecastMemory memory, LoadForecast forecast, ForecastChores chores, LiveFeed feed, TimeProvider time, ILogger<ForecastKeeper> log) : BackgroundService
{
    /// <summary>How often what waits is counted, and looked whether a minute is to be predicted.</summary>
    private static readonly TimeSpan period = TimeSpan.FromSeconds(5);

    /// <summary>Those who look are told at most this often.</summary>
    private static readonly TimeSpan betweenTellings = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan pauseAfterFault = TimeSpan.FromSeconds(5);

    /// <summary>All tasks are compared at most this often, however many changes of many tasks there are.</summary>
    private static readonly TimeSpan betweenComparisons = TimeSpan.FromSeconds(2);

    private readonly Channel<bool> changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private FeedSubscription? subscription;
    private PeriodicTimer? timer;

    // Before anything else starts: what changes from here on is heard, and what is read later knows of what was before.
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        subscription = feed.Subscribe(definitionsOnly: true);
        timer = new PeriodicTimer(period, time);
        memory.Durations.Learned = (tasks, types) =>
        {
            memory.Model.Relearn(tasks, types);
            Changed();
        };
        memory.Past.Added = Changed;
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        subscription?.Dispose();
        timer?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await UntilDoneAsync(ReadAsync, stoppingToken);
        Changed();
        await Task.WhenAll(FollowAsync(stoppingToken), WatchAsync(stoppingToken), TellAsync(stoppingToken));
    }

    private async Task ReadAsync(CancellationToken stoppingToken)
    {
        var started = time.GetTimestamp();
        await memory.LoadAsync(stoppingToken);
        await chores.DoAsync(stoppingToken);
        ForecastLog.Ready(log, memory.Model.Groups, (long)time.GetElapsedTime(started).TotalMilliseconds);
    }

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        DateTimeOffset? compared = null;
        while (true)
        {
            var batch = await subscription!.ReadAsync(stoppingToken);
            if (batch.Reset && compared + betweenComparisons - time.GetUtcNow() is { } rest && rest > TimeSpan.Zero)
                await Task.Delay(rest, time, stoppingToken);
            if (batch.Reset)
                compared = time.GetUtcNow();
            await UntilDoneAsync(stop => batch.Reset ? memory.Tasks.CompareAsync(stop) : memory.Tasks.RefreshAsync(batch.Tasks, stop), stoppingToken);
            Changed();
        }
    }

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        while (await timer!.WaitForNextTickAsync(stoppingToken))
        {
            var before = memory.Model.Version;
            try
            {
                await chores.DoAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // The loop of a chore: a full disk must not end it, and the program with it.
                ForecastLog.NotKept(log, period, error);
            }

            if (memory.Model.Version != before || chores.MinutePassed())
                Changed();
        }
    }

    private async Task TellAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in changes.Reader.ReadAllAsync(stoppingToken))
        {
            forecast.Tell();
            await Task.Delay(betweenTellings, time, stoppingToken);
        }
    }

    private async Task UntilDoneAsync(Func<CancellationToken, Task> read, CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await read(stoppingToken);
                return;
            }
            catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // The seam to the disk: what was to be read is read a moment later.
                ForecastLog.NotRead(log, pauseAfterFault, error);
                await Task.Delay(pauseAfterFault, time, stoppingToken);
            }
        }
    }

    private void Changed()
    {
        forecast.EachChange.Tell();
        changes.Writer.TryWrite(true);
    }
}
