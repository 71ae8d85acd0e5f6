namespace TaskScheduler.Core.Maintenance.Space;

/// <summary>Every table at one moment, the largest first.</summary>
public sealed record CountedTables(IReadOnlyList<TableSize> Tables, DateTimeOffset CountedAt);

/// <summary>
/// Remembers how large each table is. To count millions of rows takes a second, and more than a minute where the disk has to be read:
/// nobody waits for that again who has seen it once.
/// </summary>
public sealed class TableSizes(SpaceReader reader, TimeProvider time) : IDisposable
{
    /// <summary>Up to which age they are given out without being counted anew.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    private readonly Lock once = new();
    private readonly CancellationTokenSource stop = new();
    private Task<CountedTables>? counting;
    private CountedTables? last;

    /// <summary>As they were last counted, at once; what is older than ten minutes is counted anew beside. Only who asks first waits.</summary>
    public Task<CountedTables> ReadAsync(CancellationToken cancellationToken)
    {
        lock (once)
        {
            if (counting is null && (last is null || last.CountedAt > time.GetUtcNow() || time.GetUtcNow() - last.CountedAt >= Fresh))
                counting = Task.Run(CountAsync);
            return last is null ? counting!.WaitAsync(cancellationToken) : Task.FromResult(last);
        }
    }

    /// <summary>Returns when the count that goes on, if one does, has ended.</summary>
    internal Task CountedAsync()
    {
        lock (once)
            return counting ?? Task.CompletedTask;
    }

    public void Dispose()
    {
        stop.Cancel();
        stop.Dispose();
    }

    // Elsewhere, because SQLite counts on the thread that asks; it goes on when whoever asked has gone.
    private async Task<CountedTables> CountAsync()
    {
        try
        {
            return last = new(await reader.TablesAsync(stop.Token), time.GetUtcNow());
        }
        finally
        {
            lock (once)
                counting = null;
        }
    }
}
