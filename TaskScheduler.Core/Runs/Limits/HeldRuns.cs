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
/// Runs that are queued in the ledger and may not start yet, by what they wait for. It is bounded: what does not fit stays in the ledger
/// and is read from there when something here has gone.
/// </summary>
public sealed class HeldRuns(RunQueue queue)
{
    private const int MostForEachPlaceInQueue = 5;

    private readonly Lock gate = new();
    private readonly Dictionary<Guid, WaitsFor> waits = [];
    private readonly Dictionary<string, Queue<QueuedRun>> lines = new(StringComparer.Ordinal);
    private bool hasOverflowed;

    private int Capacity => queue.Capacity * MostForEachPlaceInQueue;

    /// <summary>Keeps a run until what it waits for is over.</summary>
    public void Hold(QueuedRun run, WaitsFor what)
    {
        lock (gate)
        {
            if (waits.ContainsKey(run.RunId))
                return;
            if (waits.Count >= Capacity)
            {
                hasOverflowed = true;
                return;
            }

            waits.Add(run.RunId, what);
            if (!lines.TryGetValue(what.Key, out var line))
                lines.Add(what.Key, line = new());
            line.Enqueue(run);
        }
    }

    /// <summary>Lets up to <paramref name="most"/> of the runs that wait for this try again, those first that have waited longest.</summary>
    public void Release(string key, int most = int.MaxValue)
    {
        lock (gate)
        {
            if (!lines.TryGetValue(key, out var line))
                return;
            for (var released = 0; released < most && line.TryDequeue(out var run); released++)
            {
                waits.Remove(run.RunId);
                queue.Enqueue(run);
            }

            if (line.Count == 0)
                lines.Remove(key);
            if (hasOverflowed)
                queue.LeaveInLedger();
            hasOverflowed = false;
        }
    }

    /// <summary>What a run waits for; null when it is not held here.</summary>
    public WaitsFor? Find(Guid runId)
    {
        lock (gate)
            return waits.GetValueOrDefault(runId);
    }
}
