using TaskScheduler.Core.Live;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs.Batches;
using TaskScheduler.Core.Runs.Executing;
using TaskScheduler.Core.Runs.Outputs;
using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Core.Runs;

/// <summary>An occurrence that the clock says is due.</summary>
/// <param name="NextDueAt">The one after it; null when there is none.</param>
public readonly record struct DueOccurrence(Guid TaskId, DateTimeOffset DueAt, DateTimeOffset? NextDueAt);

/// <summary>What became of due occurrences.</summary>
/// <param name="Recorded">Their runs, durable now.</param>
/// <param name="Behind">Tasks of which an earlier occurrence was never recorded.</param>
public sealed record RecordedDue(IReadOnlyList<QueuedRun> Recorded, IReadOnlyList<Guid> Behind);

/// <summary>A run this process holds, with what performing it takes.</summary>
/// <param name="Fence">Proves the hold when the outcome is written.</param>
public sealed record ClaimedRun(RunContext Context, string Type, TimeSpan TimeLimit, int Fence);

/// <summary>How a held run ended.</summary>
public sealed record FinishedRun(ClaimedRun Run, RunState State, DateTimeOffset EndedAt, string? Reason, string? Error)
{
    /// <summary>What it put out and is not written yet; null when nothing.</summary>
    public OutputChange? Output { get; init; }
}

/// <summary>The table of runs as the engine writes it: every step in batches, each batch durable when its call returns.</summary>
public sealed class RunLedger(IWriteGate gate, RunningRuns running, LiveFeed feed, TimeProvider time)
{
    // Node names the machine in the ledger; there is one until runs are shared between several.
    private static readonly string node = Environment.MachineName;

    /// <summary>
    /// Turns due occurrences into queued runs. An occurrence counts only while it is the one its task's plan waits for;
    /// one that was edited away, set inactive or recorded before is passed over, so none can be recorded twice.
    /// </summary>
    public Task<RecordedDue> RecordDueAsync(IReadOnlyList<DueOccurrence> due) => gate.WriteAsync(session =>
    {
        var result = DueBatch.Record(session, due, time.GetUtcNow());
        session.AfterCommit(() => Announce(result.Recorded));
        return Task.FromResult(result);
    });

    /// <summary>Takes hold of queued runs for this process; leaves out those that are not queued any more.</summary>
    public Task<IReadOnlyList<ClaimedRun>> ClaimAsync(IReadOnlyList<QueuedRun> runs) => gate.WriteAsync<IReadOnlyList<ClaimedRun>>(session =>
    {
        var claimed = ClaimBatch.Claim(session, runs, node, time.GetUtcNow());
        foreach (var run in claimed)
            running.Add(run.Context.RunId);
        session.AfterCommit(() => Announce(claimed));
        return Task.FromResult<IReadOnlyList<ClaimedRun>>(claimed);
    });

    /// <summary>Writes outcomes. Returns the runs whose outcome was refused because this process does not hold them any more.</summary>
    public Task<IReadOnlyList<FinishedRun>> FinishAsync(IReadOnlyList<FinishedRun> finished) => gate.WriteAsync<IReadOnlyList<FinishedRun>>(session =>
    {
        var refused = OutcomeBatch.Write(session, finished);
        session.AfterCommit(() => Announce(finished.Select(run => run.Run)));
        return Task.FromResult<IReadOnlyList<FinishedRun>>(refused);
    });

    /// <summary>
    /// Takes each step once for a run that does not exist: code is compiled and statements are prepared before the first real
    /// run is due, which would otherwise start about 60 ms late.
    /// </summary>
    public async Task WarmUpAsync()
    {
        var nobody = new QueuedRun(Guid.Empty, Guid.Empty);
        var context = new RunContext(nobody.RunId, nobody.TaskId, "", "", null, "", default, 1);
        await RecordDueAsync([new DueOccurrence(nobody.TaskId, default, null)]);
        await ClaimAsync([nobody]);
        await gate.WriteAsync(session => Task.FromResult(OutcomeBatch.Write(
            session, [new FinishedRun(new ClaimedRun(context, "", default, 0), RunState.Succeeded, default, null, null)])));
    }

    private void Announce(IReadOnlyList<QueuedRun> runs)
    {
        foreach (var run in runs)
            feed.PublishRun(run.RunId, run.TaskId);
    }

    private void Announce(IEnumerable<ClaimedRun> runs)
    {
        foreach (var run in runs)
            feed.PublishRun(run.Context.RunId, run.Context.TaskId);
    }
}
