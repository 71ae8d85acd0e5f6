namespace TaskScheduler.Core.Live;

/// <summary>What changed since the last read.</summary>
/// <param name="Reset">More changed than was kept: everything shown has to be read again; the sets are empty.</param>
/// <param name="Tasks">Tasks whose definition or standing changed; a change of a run changes its task's standing.</param>
public sealed record FeedBatch(bool Reset, IReadOnlySet<Guid> Tasks, IReadOnlySet<Guid> Runs);

/// <summary>One listener of the feed. Dispose it to stop listening.</summary>
public sealed class FeedSubscription : IDisposable
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim signal = new(0, 1);
    private readonly int capacity;
    private readonly bool definitionsOnly;
    private readonly Action<FeedSubscription> remove;
    private HashSet<Guid> tasks = [];
    private HashSet<Guid> runs = [];
    private bool reset;
    private bool signalled;

    internal FeedSubscription(int capacity, bool definitionsOnly, Action<FeedSubscription> remove)
    {
        this.capacity = capacity;
        this.definitionsOnly = definitionsOnly;
        this.remove = remove;
    }

    /// <summary>Waits until something has changed and returns all that has since the last call.</summary>
    public async Task<FeedBatch> ReadAsync(CancellationToken cancellationToken)
    {
        await signal.WaitAsync(cancellationToken);
        lock (gate)
        {
            var batch = new FeedBatch(reset, tasks, runs);
            tasks = [];
            runs = [];
            reset = false;
            signalled = false;
            return batch;
        }
    }

    public void Dispose() => remove(this);

    internal void AddTask(Guid taskId)
    {
        lock (gate)
        {
            if (!reset && tasks.Add(taskId) && tasks.Count > capacity)
                Overflow();
            Signal();
        }
    }

    internal void AddStanding(Guid taskId)
    {
        if (!definitionsOnly)
            AddTask(taskId);
    }

    internal void AddRun(Guid runId, Guid taskId)
    {
        if (definitionsOnly)
            return;
        lock (gate)
        {
            if (!reset && ((runs.Add(runId) && runs.Count > capacity) | (tasks.Add(taskId) && tasks.Count > capacity)))
                Overflow();
            Signal();
        }
    }

    internal void AddStandingReset()
    {
        if (!definitionsOnly)
            AddReset();
    }

    internal void AddReset()
    {
        lock (gate)
        {
            Overflow();
            Signal();
        }
    }

    private void Overflow()
    {
        reset = true;
        tasks = [];
        runs = [];
    }

    private void Signal()
    {
        if (signalled)
            return;
        signalled = true;
        signal.Release();
    }
}
