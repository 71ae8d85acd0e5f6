namespace TaskScheduler.Benchmarks;

/// <summary>Notes when runs start, as late as their own code sees it. Engine and peer note in the same way.</summary>
/// <param name="capacity">How many starts are kept; more are counted and not kept.</param>
internal sealed class Starts(int capacity)
{
    private readonly Start[] starts = new Start[capacity];
    private readonly TaskCompletionSource full = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int count;

    /// <summary>Is called with each start.</summary>
    public Action<Start>? Noted { get; init; }

    /// <summary>Completes when as many have started as are kept.</summary>
    public Task Full => full.Task;

    public int Count => Volatile.Read(ref count);

    /// <summary>Only right while none is noted.</summary>
    public IReadOnlyList<Start> All => new ArraySegment<Start>(starts, 0, Math.Min(count, capacity));

    public void Note(DateTimeOffset dueAt)
    {
        var start = new Start(dueAt, TimeProvider.System.GetUtcNow() - dueAt);
        var at = Interlocked.Increment(ref count) - 1;
        if (at < capacity)
            starts[at] = start;
        Noted?.Invoke(start);
        if (at == capacity - 1)
            full.TrySetResult();
    }
}

/// <param name="Late">Below zero when it started early.</param>
internal readonly record struct Start(DateTimeOffset DueAt, TimeSpan Late)
{
    public DateTimeOffset StartedAt => DueAt + Late;

    /// <summary>From instants as Unix milliseconds.</summary>
    public static Start Of(long dueAt, long startedAt) => new(DateTimeOffset.FromUnixTimeMilliseconds(dueAt), TimeSpan.FromMilliseconds(startedAt - dueAt));
}
