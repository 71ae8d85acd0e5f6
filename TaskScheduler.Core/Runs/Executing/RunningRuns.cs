using System.Collections.Concurrent;

namespace TaskScheduler.Core.Runs.Executing;

/// <summary>The runs this process holds right now, from their claim until their outcome is written.</summary>
public sealed class RunningRuns
{
    private readonly ConcurrentDictionary<Guid, Hold> holds = new();

    public int Count => holds.Count;

    /// <summary>Asks a running attempt to stop; false when it is not running here.</summary>
    /// <param name="why">The reason that its outcome gives, a sentence.</param>
    public bool Cancel(Guid runId, string why)
    {
        if (!holds.TryGetValue(runId, out var hold))
            return false;
        hold.Why ??= why;
        hold.Stop.Cancel();
        return true;
    }

    public bool Holds(Guid runId) => holds.ContainsKey(runId);

    /// <summary>The runs that are held since before <paramref name="instant"/>.</summary>
    public IReadOnlyList<Guid> HeldSince(DateTimeOffset instant) => [.. holds.Where(hold => hold.Value.Since < instant).Select(hold => hold.Key)];

    /// <summary>The runs that are held longest, the longest first.</summary>
    public IReadOnlyList<Guid> Longest(int most) => [.. holds.OrderBy(hold => hold.Value.Since).ThenBy(hold => hold.Key).Take(most).Select(hold => hold.Key)];

    /// <summary>Is called before a claim can be seen by anybody, so that whoever sees a run running can stop it.</summary>
    internal void Add(Guid runId, int fence, DateTimeOffset since) => holds[runId] = new(fence, since);

    /// <summary>Is cancelled when somebody asks the run to stop. Never disposed: it has no timer, and may be cancelled at any moment.</summary>
    internal CancellationToken StopOf(Guid runId) => holds.TryGetValue(runId, out var hold) ? hold.Stop.Token : CancellationToken.None;

    /// <summary>Why the run was asked to stop.</summary>
    internal string? WhyOf(Guid runId) => holds.TryGetValue(runId, out var hold) ? hold.Why : null;

    /// <param name="fence">Of the claim that is over: a later one of the same run stays.</param>
    internal void Remove(Guid runId, int fence)
    {
        if (holds.TryGetValue(runId, out var hold) && hold.Fence == fence)
            holds.TryRemove(KeyValuePair.Create(runId, hold));
    }

    private sealed class Hold(int fence, DateTimeOffset since)
    {
        public int Fence => fence;

        public CancellationTokenSource Stop { get; } = new();

        public DateTimeOffset Since => since;

        public string? Why { get; set; }
    }
}
