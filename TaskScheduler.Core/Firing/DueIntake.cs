using System.Threading.Channels;
using TaskScheduler.Core.Persistence.Outages;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Executing;

namespace TaskScheduler.Core.Firing;

/// <summary>Collects what the clock fires and records all that is due in one commit; then it goes into the queue.</summary>
public sealed class DueIntake(RunLedger ledger, CatchUp catchUp, RunQueue queue, WriteRetry retry, TimeProvider time)
{
    private const int BatchSize = 2_000;

    /// <summary>An occurrence later than this, with the next one due as well, is made up for together with all that were missed.</summary>
    private static readonly TimeSpan missedAfter = TimeSpan.FromSeconds(60);

    private readonly Channel<DueOccurrence> due = Channel.CreateBounded<DueOccurrence>(new BoundedChannelOptions(50_000) { SingleReader = true });
    private Task recording = Task.CompletedTask;

    public void Start() => recording = Task.Run(RecordAsync);

    public async ValueTask PostAsync(DueOccurrence occurrence)
    {
        // The clock may have been set back between the timer and now; an occurrence is never recorded before its instant.
        var early = occurrence.DueAt - time.GetUtcNow();
        if (early > TimeSpan.Zero)
            await Task.Delay(early, time);
        await due.Writer.WriteAsync(occurrence);
    }

    /// <summary>Returns when everything that was posted is recorded.</summary>
    public Task StopAsync()
    {
        due.Writer.TryComplete();
        return recording;
    }

    private async Task RecordAsync()
    {
        var batch = new List<DueOccurrence>(BatchSize);
        while (await due.Reader.WaitToReadAsync())
        {
            var behind = new HashSet<Guid>();
            var now = time.GetUtcNow();
            while (batch.Count < BatchSize && due.Reader.TryRead(out var occurrence))
                if (now - occurrence.DueAt > missedAfter && occurrence.NextDueAt <= now)
                    behind.Add(occurrence.TaskId);
                else
                    batch.Add(occurrence);
            var recorded = await retry.UntilDurableAsync(() => ledger.RecordDueAsync(batch), () => $"What {batch.Count} tasks are due for", CancellationToken.None);
            foreach (var run in recorded.Recorded)
                queue.Enqueue(run);
            behind.UnionWith(recorded.Behind);
            foreach (var taskId in behind)
                await retry.UntilDurableAsync(() => catchUp.OneAsync(taskId), () => $"What task {taskId} missed", CancellationToken.None);
            batch.Clear();
        }
    }
}
