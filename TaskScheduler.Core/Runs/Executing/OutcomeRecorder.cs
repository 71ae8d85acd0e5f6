using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TaskScheduler.Core.Persistence.Outages;
using TaskScheduler.Core.Runs.Retries;

namespace TaskScheduler.Core.Runs.Executing;

/// <summary>Writes outcomes to the ledger in batches, in the order in which they came. One that can't be written is tried until it can.</summary>
public sealed class OutcomeRecorder(RunLedger ledger, OutcomeConsequences consequences, RetryAlarm alarm, WriteRetry retry, ILogger<OutcomeRecorder> log)
{
    private const int BatchSize = 2_000;

    private readonly Channel<FinishedRun> finished = Channel.CreateBounded<FinishedRun>(new BoundedChannelOptions(10_000) { SingleReader = true });
    private Task writing = Task.CompletedTask;

    public void Start() => writing = Task.Run(WriteAsync);

    public ValueTask RecordAsync(FinishedRun run) => finished.Writer.WriteAsync(run);

    /// <summary>Returns when everything handed over is written.</summary>
    public Task StopAsync()
    {
        finished.Writer.TryComplete();
        return writing;
    }

    private async Task WriteAsync()
    {
        var batch = new List<FinishedRun>(BatchSize);
        while (await finished.Reader.WaitToReadAsync())
        {
            while (batch.Count < BatchSize && finished.Reader.TryRead(out var run))
                batch.Add(run);
            var refused = await retry.UntilDurableAsync(() => ledger.FinishAsync(batch, consequences.FollowAsync), () => $"The outcome of {batch.Count} runs", CancellationToken.None);
            foreach (var run in refused)
                RunsLog.OutcomeRefused(log, run.Run.Context.RunId, run.State);
            foreach (var run in batch)
                if (run.RetryAt is { } at)
                    alarm.SetFor(at);
            batch.Clear();
        }
    }
}
