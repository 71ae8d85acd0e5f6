using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs.Executing;

namespace TaskScheduler.Core.Runs.Retries;

/// <summary>Queues runs when their next attempt may start. What waits is in the ledger.</summary>
public sealed class RetryWatch(IWriteGate gate, IDbContextFactory<SchedulerDb> databases, RunRelay relay, RetryAlarm alarm, TimeProvider time, ILogger<RetryWatch> log) : IDisposable
{
    private const int BatchSize = 1_000;

    private static readonly TimeSpan pauseAfterFault = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stop = new();
    private Task watching = Task.CompletedTask;

    public void Start() => watching = Task.Run(WatchAsync);

    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await watching;
    }

    public void Dispose() => stop.Dispose();

    private async Task WatchAsync()
    {
        try
        {
            while (true)
            {
                await EndWaitsAsync();
                await alarm.RingsAsync(stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // What waits goes on with the next program.
        }
    }

    private async Task EndWaitsAsync()
    {
        try
        {
            // First: what is written from here on sets it again.
            alarm.Clear();
            while (await EndSomeAsync() == BatchSize)
                continue;
            await using var db = databases.CreateDbContext();
            if (await db.Runs.Where(run => run.State == RunState.Retrying && run.RetryAt != null).MinAsync(run => run.RetryAt, stop.Token) is { } nearest)
                alarm.SetFor(DateTimeOffset.FromUnixTimeMilliseconds(nearest));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The seam to the disk: nothing is lost, the runs wait a moment longer.
            RunsLog.WaitsNotEnded(log, error);
            alarm.SetFor(time.GetUtcNow() + pauseAfterFault);
        }
    }

    private Task<int> EndSomeAsync() => gate.WriteAsync(session =>
    {
        var ended = RunChanges.EndWaits(session, time.GetUtcNow(), BatchSize);
        relay.Queue(session, ended);
        return Task.FromResult(ended.Count);
    });
}
