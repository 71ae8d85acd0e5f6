namespace TaskScheduler.Core.Runs.Retries;

/// <summary>Knows when the nearest next attempt may start, and nothing else of it.</summary>
public sealed class RetryAlarm : IDisposable
{
    // A timer takes no longer wait than 49 days; when it rings too early, nothing is found due and it is set again.
    private static readonly TimeSpan longestWait = TimeSpan.FromDays(30);

    private readonly Lock gate = new();
    private readonly SemaphoreSlim rings = new(0);
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private DateTimeOffset next = DateTimeOffset.MaxValue;

    public RetryAlarm(TimeProvider time)
    {
        this.time = time;
        timer = time.CreateTimer(_ => rings.Release(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Makes sure that it rings by then.</summary>
    public void SetFor(DateTimeOffset instant)
    {
        lock (gate)
        {
            if (instant >= next)
                return;
            next = instant;
            var wait = next - time.GetUtcNow();
            timer.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > longestWait ? longestWait : wait, Timeout.InfiniteTimeSpan);
            // The clock may have been moved on between the two, and the timer then counts from where it is now.
            if (wait > TimeSpan.Zero && time.GetUtcNow() >= next)
                timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Forgets for when it was set: whoever calls looks at all that waits, and sets it again.</summary>
    public void Clear()
    {
        lock (gate)
            next = DateTimeOffset.MaxValue;
    }

    public Task RingsAsync(CancellationToken cancellationToken) => rings.WaitAsync(cancellationToken);

    public void Dispose()
    {
        timer.Dispose();
        rings.Dispose();
    }
}
