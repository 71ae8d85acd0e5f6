using TaskScheduler.Core.Live;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs.Batches;
using TaskScheduler.Core.Runs.Executing;
using TaskScheduler.Core.Runs.Leases;
using TaskScheduler.Core.Runs.Limits;
using TaskScheduler.Core.Runs.Outputs;
using TaskScheduler.Core.Tasks.Execution;
using TaskScheduler.Core.Tasks.Notify;
using TaskScheduler.Core.Telemetry;
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
public sealed record ClaimedRun(RunContext Context, string Type, TimeSpan TimeLimit, int Fence)
{
    public ExecutionRules Rules { get; init; } = ExecutionRules.Default;

    /// <summary>How many retries it has had by itself.</summary>
    public int Retries { get; init; }

    /// <summary>When this attempt was claimed, which is when it starts.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>What made it due.</summary>
    public RunTrigger Trigger { get; init; }

    /// <summary>After which outcome its task's user gets an e-mail.</summary>
    public ExecutedMail Mail { get; init; } = ExecutedMail.Never;

    /// <summary>A limit, or another run of its task, has kept it from starting before.</summary>
    public bool Waited { get; init; }

    /// <summary>Where its trace goes on, or what it is linked to; null while no traces are sent.</summary>
    public TraceOrigin? Trace { get; init; }

    /// <summary>The limits under which it counts until it ends.</summary>
    public IReadOnlyList<string> LimitKeys { get; init; } = [];
}

/// <summary>How an attempt of a held run ended, and what becomes of the run.</summary>
/// <param name="State">An end state, or <see cref="RunState.Retrying"/>.</param>
public sealed record FinishedRun(ClaimedRun Run, RunState State, DateTimeOffset EndedAt, string? Reason, string? Error)
{
    /// <summary>How the attempt itself ended; the same as the run unless it is tried again or a dead letter.</summary>
    public RunState AttemptState { get; init; } = State;

    /// <summary>When the next attempt may start; null exactly when the run has ended.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>Its task is to be set inactive.</summary>
    public bool StopsTask { get; init; }

    /// <summary>The place in its trace from which on what follows from it goes on; null while no traces are sent.</summary>
    public string? TraceParent { get; init; }

    /// <summary>What it put out and is not written yet; null when nothing.</summary>
    public OutputChange? Output { get; init; }
}

/// <summary>The table of runs as the engine writes it: every step in batches, each batch durable when its call returns.</summary>
public sealed class RunLedger(IWriteGate gate, RunningRuns running, HeldRuns held, RunLimits limits, LiveFeed feed, TimeProvider time)
{
    // Node names the machine in the ledger; there is one until runs are shared between several.
    private static readonly string node = Environment.MachineName;

    /// <summary>Is called with the runs that are claimed, before that is committed; null when nobody asks.</summary>
    public Action<WriteSession, IReadOnlyList<ClaimedRun>>? Claiming { get; init; }

    /// <summary>Are called with the runs that were claimed, once that is durable and the writer goes on.</summary>
    public IReadOnlyList<Action<IReadOnlyList<ClaimedRun>>> Started { get; init; } = [];

    /// <summary>Are called with the outcomes that were written, once they are durable and the writer goes on.</summary>
    public IReadOnlyList<Action<IReadOnlyList<FinishedRun>>> Finished { get; init; } = [];

    /// <summary>This process, as the holder of runs.</summary>
    public Guid OwnerId { get; } = Guid.CreateVersion7();

    /// <summary>
    /// Turns due occurrences into queued runs. An occurrence counts only while it is the one its task's plan waits for;
    /// one that was edited away, set inactive or recorded before is passed over, so none can be recorded twice.
    /// </summary>
    public Task<RecordedDue> RecordDueAsync(IReadOnlyList<DueOccurrence> due) => gate.WriteAsync(session =>
    {
        var result = DueBatch.Record(session, due, time.GetUtcNow());
        session.AfterCommit(() => Announce(result.Recorded.Select(run => (run.RunId, run.TaskId))));
        return Task.FromResult(result);
    });

    /// <summary>Takes hold of queued runs for this process. Leaves out those that are not queued any more, and those that have to wait: they come back by themselves.</summary>
    public async Task<IReadOnlyList<ClaimedRun>> ClaimAsync(IReadOnlyList<QueuedRun> runs)
    {
        var claimed = await gate.WriteAsync(session => Task.FromResult(Claim(session, runs)));
        foreach (var follow in Started)
            follow(claimed);
        return claimed;
    }

    /// <summary>Writes outcomes, with what follows from them in the same transaction. Returns the runs whose outcome was refused because this process does not hold them any more.</summary>
    /// <param name="follow">Is called with the outcomes that were written, before they are committed.</param>
    public Task<IReadOnlyList<FinishedRun>> FinishAsync(IReadOnlyList<FinishedRun> finished, Func<WriteSession, IReadOnlyList<FinishedRun>, Task>? follow = null) => gate.WriteAsync<IReadOnlyList<FinishedRun>>(async session =>
    {
        var (written, refused) = OutcomeBatch.Write(session, finished);
        if (follow is not null)
            await follow(session, written);
        session.AfterCommit(() => Tell(finished, written));
        return refused;
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

    private List<ClaimedRun> Claim(WriteSession session, IReadOnlyList<QueuedRun> runs)
    {
        var now = time.GetUtcNow();
        var admission = new Admission(limits, held, now);
        var result = ClaimBatch.Claim(session, runs, new(OwnerId, node, now, now + Lease.Length), admission);
        foreach (var run in result.Claimed)
            running.Add(run.Context.RunId, run.Fence, now);
        Claiming?.Invoke(session, result.Claimed);
        session.AfterCommit(() => Follow(runs, result, admission));
        return result.Claimed;
    }

    private void Follow(IReadOnlyList<QueuedRun> asked, ClaimResult result, Admission admission)
    {
        held.Decide(asked, result.Held);
        foreach (var run in result.ToCancel)
            running.Cancel(run, "Cancelled because the next run of its task was due.");
        limits.Apply(admission);
        Announce(result.Claimed.Select(run => (run.Context.RunId, run.Context.TaskId)));
        Announce(result.Skipped.Select(run => (run.RunId, run.TaskId)));
        Announce(result.Held.Select(held => (held.Run.RunId, held.Run.TaskId)));
    }

    // Whoever is told of a change finds it counted.
    private void Tell(IReadOnlyList<FinishedRun> finished, IReadOnlyList<FinishedRun> written)
    {
        foreach (var tell in Finished)
            tell(written);
        GiveBack(finished);
    }

    // Also for a refused outcome: whoever holds the run now counts it for itself.
    private void GiveBack(IReadOnlyList<FinishedRun> finished)
    {
        foreach (var run in finished)
        {
            running.Remove(run.Run.Context.RunId, run.Run.Fence);
            held.Release(WaitsFor.OwnTask(run.Run.Context.TaskId).Key);
        }

        // All at once: those that wait are offered the places that are free, not each place as often as one is given back.
        limits.Ended([.. finished.SelectMany(run => run.Run.LimitKeys)]);
        Announce(finished.Select(run => (run.Run.Context.RunId, run.Run.Context.TaskId)));
    }

    private void Announce(IEnumerable<(Guid Run, Guid Task)> runs)
    {
        foreach (var (run, task) in runs)
            feed.PublishRun(run, task);
    }
}
