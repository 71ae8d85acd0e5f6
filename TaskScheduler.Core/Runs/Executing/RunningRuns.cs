using System.Collections.Concurrent;

namespace TaskScheduler.Core.Runs.Executing;

/// <summary>The runs this process holds right now, so that their attempts can be stopped.</summary>
public sealed class RunningRuns
{
    private readonly ConcurrentDictionary<Guid, CancellationTokenSource> stops = new();

    public int Count => stops.Count;

    /// <summary>Asks a running attempt to stop; false when it is not running here.</summary>
    public bool Cancel(Guid runId)
    {
        if (!stops.TryGetValue(runId, out var stop))
            return false;
        stop.Cancel();
        return true;
    }

    /// <summary>Is called before a claim can be seen by anybody, so that whoever sees a run running can stop it.</summary>
    internal void Add(Guid runId) => stops[runId] = new CancellationTokenSource();

    /// <summary>Is cancelled when somebody asks the run to stop. Never disposed: it has no timer, and may be cancelled at any moment.</summary>
    internal CancellationToken StopOf(Guid runId) => stops.TryGetValue(runId, out var stop) ? stop.Token : CancellationToken.None;

    internal void Remove(Guid runId) => stops.TryRemove(runId, out _);
}
