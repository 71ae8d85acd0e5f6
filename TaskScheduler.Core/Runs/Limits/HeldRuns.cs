using TaskScheduler.Core.Runs.Executing;

namespace TaskScheduler.Core.Runs.Limits;

/// <summary>What a run that is due may have to wait for.</summary>
/// <param name="Key">All runs that wait for the same have the same.</param>
/// <param name="Words">The same for a person, as the end of "it waits for …".</param>
public sealed record WaitsFor(string Key, string Words)
{
    /// <summary>For the end of another run of its task.</summary>
    public static WaitsFor OwnTask(Guid taskId) => new(taskId.ToString("N"), "the end of the run of its task that is running");
}

/// <summary>
/// Runs that are queued in the ledger and may not start yet, by what they wait for. One that is let go is on trial until whoever claims has
/// decided about it: it keeps its place in the line, in case it has to come back. It is bounded: what does not fit stays in the ledger and is
/// read from there when something here has gone.
/// </summary>
public sealed class HeldRuns(RunQueue queue)
{
    private const int MostForEachPlaceInQueue = 5;

    private readonly Lock gate = new();
    private readonly Dictionary<Guid, Wait> waits = [];
    private readonly Dictionary<Guid, Wait> trials = [];
    private readonly Dictionary<string, Line> lines = new(StringComparer.Ordinal);
    private readonly HashSet<string> overflowed = new(StringComparer.Ordinal);
    private long numbers;

    /// <summary>How many runs wait here, those on trial left out.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return waits.Count;
        }
    }

    private int Capacity => queue.Capacity * MostForEachPlaceInQueue;

    /// <summary>Takes note of what was decided about runs.</summary>
    /// <param name="asked">All of them: those that are not in <paramref name="held"/> wait for nothing here any more.</param>
    /// <param name="held">Those that have to wait, and for what.</param>
    public void Decide(IReadOnlyList<QueuedRun> asked, IReadOnlyList<(QueuedRun Run, WaitsFor What)> held)
    {
        lock (gate)
        {
            if (held.Count == 0 && waits.Count == 0 && trials.Count == 0)
                return;
            var numbersBefore = new Dictionary<Guid, long>();
            foreach (var run in asked)
                if (Forget(run.RunId) is { } before)
                    numbersBefore[run.RunId] = before.Number;
            foreach (var (run, what) in held)
                Add(new(run, what, numbersBefore.TryGetValue(run.RunId, out var number) ? number : ++numbers));
        }
    }

    /// <summary>Lets runs that wait for this try again, the most urgent first, then those that have waited longest.</summary>
    /// <param name="most">How many may be on trial for it at once, those from before among them.</param>
    public void Release(string key, int most = int.MaxValue)
    {
        lock (gate)
        {
            if (lines.TryGetValue(key, out var line))
                for (var offered = line.OnTrial; offered < most && line.Next(waits) is { } wait; offered++)
                    Try(wait, line);
            if (line?.IsEmpty == true)
                lines.Remove(key);
            if (!overflowed.Remove(key))
                return;
            queue.LeaveInLedger();

            // Whoever reads the queue looks at the ledger after a run, so there has to be one, if only of nobody.
            if (queue.IsEmpty)
                queue.Enqueue(default);
        }
    }

    /// <summary>What a run waits for; null when it is not held here.</summary>
    public WaitsFor? Find(Guid runId)
    {
        lock (gate)
            return waits.GetValueOrDefault(runId)?.What;
    }

    /// <summary>How many runs wait for this, those on trial left out.</summary>
    public int Waiting(string key)
    {
        lock (gate)
            return lines.GetValueOrDefault(key)?.Waiting ?? 0;
    }

    /// <summary>Whether a run is here, or on trial and so in the queue.</summary>
    internal bool Knows(Guid runId)
    {
        lock (gate)
            return waits.ContainsKey(runId) || trials.ContainsKey(runId);
    }

    internal int OnTrial(string key)
    {
        lock (gate)
            return lines.GetValueOrDefault(key)?.OnTrial ?? 0;
    }

    /// <summary>What a run on trial had waited for; null when it is not on trial.</summary>
    internal string? TrialOf(Guid runId)
    {
        lock (gate)
            return trials.GetValueOrDefault(runId)?.What.Key;
    }

    private void Add(Wait wait)
    {
        if (waits.Count >= Capacity)
        {
            overflowed.Add(wait.What.Key);
            return;
        }

        waits[wait.Run.RunId] = wait;
        if (!lines.TryGetValue(wait.What.Key, out var line))
            lines.Add(wait.What.Key, line = new());
        line.Add(wait);
    }

    // One that finds no room in the queue is read from the ledger again, or never if it is cancelled before: nobody can count on its trial.
    private void Try(Wait wait, Line line)
    {
        waits.Remove(wait.Run.RunId);
        line.Waiting--;
        if (!queue.Enqueue(wait.Run))
            return;
        trials[wait.Run.RunId] = wait;
        line.OnTrial++;
    }

    private Wait? Forget(Guid runId)
    {
        if (trials.Remove(runId, out var wait))
            lines[wait.What.Key].OnTrial--;
        else if (waits.Remove(runId, out wait))
            lines[wait.What.Key].Waiting--;
        else
            return null;
        if (lines[wait.What.Key].IsEmpty)
            lines.Remove(wait.What.Key);
        return wait;
    }

    private sealed record Wait(QueuedRun Run, WaitsFor What, long Number);

    /// <summary>All that wait for the same.</summary>
    private sealed class Line
    {
        private readonly PriorityQueue<Wait, (int Urgency, long Number)> order = new();

        public int Waiting { get; set; }

        public int OnTrial { get; set; }

        public bool IsEmpty => Waiting == 0 && OnTrial == 0;

        public void Add(Wait wait)
        {
            order.Enqueue(wait, (-wait.Run.Priority, wait.Number));
            Waiting++;
        }

        /// <summary>Takes the first that still waits; those that were decided about meanwhile are passed over.</summary>
        public Wait? Next(Dictionary<Guid, Wait> waits)
        {
            while (order.TryDequeue(out var wait, out _))
                if (ReferenceEquals(waits.GetValueOrDefault(wait.Run.RunId), wait))
                    return wait;
            return null;
        }
    }
}
