using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Retries;

namespace TaskScheduler.Core.Notifications.Outbox.Sending;

/// <summary>Sends what waits in the outbox when its time has come, the oldest first. It starts after the engine and stops before it: what runs put in later waits for the next start.</summary>
internal sealed class MessageSender(
    MessageClaims claims, MessageHandover handover, MessageOutbox outbox, IOptions<RunOptions> options, TimeProvider time, ILogger<MessageSender> log) : IHostedLifecycleService, IDisposable
{
    // Runs have to have their time to end after it.
    private static readonly TimeSpan longestGrace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan pauseAfterFault = TimeSpan.FromSeconds(1);

    private readonly Lock once = new();
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource interrupt = new();
    private readonly RetryAlarm alarm = new(time);
    private readonly Dictionary<Guid, MessageLane> lanes = [];
    private IDisposable? listening;
    private Task watching = Task.CompletedTask;
    private Task? stopped;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        listening = outbox.Arrivals.Listen(Ring);
        watching = Task.Run(WatchAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (once)
            return stopped ??= StopPartsAsync();
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        listening?.Dispose();
        // The alarm is left: what is interrupted here rings it once more.
        stop.Cancel();
        interrupt.Cancel();
    }

    private void Ring() => alarm.SetFor(time.GetUtcNow());

    private async Task StopPartsAsync()
    {
        listening?.Dispose();
        await stop.CancelAsync();
        await watching;
        var grace = options.Value.StopGrace < longestGrace ? options.Value.StopGrace : longestGrace;
        await using var patience = time.CreateTimer(_ => interrupt.Cancel(), null, grace, Timeout.InfiniteTimeSpan);
        await Task.WhenAll(lanes.Values.Select(lane => lane.Work));
    }

    private async Task WatchAsync()
    {
        try
        {
            await claims.FailInterruptedAsync(stop.Token);
            while (true)
            {
                await LookAsync();
                await alarm.RingsAsync(stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // What waits goes on with the next program.
        }
    }

    private async Task LookAsync()
    {
        try
        {
            // First: what comes from here on sets it again.
            alarm.Clear();
            foreach (var (key, next) in await claims.WaitingAsync(stop.Token))
                StartOrWait(key, next);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The seam to the disk: nothing is lost, the messages wait a moment longer.
            SendingLog.OutboxFailed(log, error);
            alarm.SetFor(time.GetUtcNow() + pauseAfterFault);
        }
    }

    // One that works rings when it has done.
    private void StartOrWait(Guid key, DateTimeOffset next)
    {
        if (!lanes.TryGetValue(key, out var lane))
            lanes.Add(key, lane = new(key, claims, handover, time, log));
        if (lane.IsWorking)
            return;
        var earliest = next > lane.HeldUntil ? next : lane.HeldUntil;
        if (earliest > time.GetUtcNow())
            alarm.SetFor(earliest);
        else
            lane.Start(Ring, stop.Token, interrupt.Token);
    }
}
