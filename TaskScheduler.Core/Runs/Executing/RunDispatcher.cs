using Microsoft.Extensions.Options;
using TaskScheduler.Core.Persistence.Outages;

namespace TaskScheduler.Core.Runs.Executing;

/// <summary>Takes queued runs as slots become free, claims them in batches and has each executed.</summary>
public sealed class RunDispatcher(
    RunQueue queue, RunLedger ledger, RunBacklog backlog, RunExecutor executor, WriteRetry retry, IOptions<RunOptions> options) : IDisposable
{
    private readonly SemaphoreSlim slots = new(options.Value.Concurrency);
    private readonly CancellationTokenSource stopTaking = new();
    private Task taking = Task.CompletedTask;

    public async Task StartAsync()
    {
        await ReadLedgerAsync();
        taking = Task.Run(TakeAsync);
    }

    /// <summary>Takes no more runs, and lets those that run end or be interrupted.</summary>
    public async Task StopAsync()
    {
        await stopTaking.CancelAsync();
        await taking;
        using var grace = executor.InterruptAfterGrace(options.Value.Concurrency - slots.CurrentCount);
        for (var slot = 0; slot < options.Value.Concurrency; slot++)
            await slots.WaitAsync();
    }

    public void Dispose()
    {
        slots.Dispose();
        stopTaking.Dispose();
    }

    private async Task TakeAsync()
    {
        var batch = new List<QueuedRun>(options.Value.Concurrency);
        try
        {
            while (await queue.WaitToReadAsync(stopTaking.Token))
            {
                await FillAsync(batch);
                await ClaimAndStartAsync(batch);
                batch.Clear();
                while (queue.IsEmpty && queue.TakeLeftInLedger())
                    await ReadLedgerAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The program stops: what is queued is in the ledger and starts with the next program.
        }
    }

    // What was read before a fault is passed over when it is claimed a second time.
    private Task ReadLedgerAsync() => retry.UntilDurableAsync(
        async () =>
        {
            await backlog.EnqueueAsync();
            return true;
        },
        () => "Reading the runs that wait",
        stopTaking.Token);

    /// <summary>Takes one run for each free slot; every run in the batch has its slot afterwards.</summary>
    private async Task FillAsync(List<QueuedRun> batch)
    {
        await slots.WaitAsync(stopTaking.Token);
        while (queue.TryRead(out var run))
        {
            batch.Add(run);
            if (!slots.Wait(0))
                return;
        }

        slots.Release();
    }

    private async Task ClaimAndStartAsync(List<QueuedRun> batch)
    {
        IReadOnlyList<ClaimedRun> claimed = [];
        try
        {
            claimed = await retry.UntilDurableAsync(() => ledger.ClaimAsync(batch), () => $"The claim of {batch.Count} runs", stopTaking.Token);
        }
        finally
        {
            if (batch.Count > claimed.Count)
                slots.Release(batch.Count - claimed.Count);
        }

        foreach (var run in claimed)
            _ = Task.Run(() => ExecuteAsync(run));
    }

    private async Task ExecuteAsync(ClaimedRun run)
    {
        try
        {
            await executor.ExecuteAsync(run);
        }
        finally
        {
            slots.Release();
        }
    }
}
