using System.Collections.Concurrent;

namespace TaskScheduler.Core.Paging;

/// <summary>
/// Counts lists, and remembers for a moment how long the long ones are: to count a million rows takes as long as to read
/// hundreds of pages, and pages that follow what happens ask several times a second.
/// </summary>
public sealed class Totals(TimeProvider time)
{
    /// <summary>From how many rows on a list counts as long.</summary>
    public const int Long = 50_000;

    /// <summary>How old the total of a long list may be.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private const int ListsKnown = 200;

    private readonly ConcurrentDictionary<string, (int Total, DateTimeOffset CountedAt)> known = new(StringComparer.Ordinal);

    /// <param name="list">Its name: what has another filter has another one.</param>
    public async Task<int> CountAsync(string list, Func<Task<int>> count)
    {
        var now = time.GetUtcNow();
        if (known.TryGetValue(list, out var last) && last.CountedAt <= now && now < last.CountedAt + Remembered)
            return last.Total;
        var total = await count();
        if (known.Count >= ListsKnown)
            known.Clear();
        if (total >= Long)
            known[list] = (total, now);
        else
            known.TryRemove(list, out _);
        return total;
    }
}
