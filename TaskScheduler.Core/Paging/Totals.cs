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

    /// <summary>How old the total of a long list may be that is counted anew meanwhile, without anybody waiting for that.</summary>
    public static readonly TimeSpan Served = TimeSpan.FromMinutes(1);

    /// <summary>How long somebody waits for the new total of a list whose last one is older, before they are given that.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    // One that is not as long takes long too where each row has to be looked at.
    private const int LongIfSlow = 100;
    private static readonly TimeSpan slowCount = TimeSpan.FromMilliseconds(10);

    private const int ListsKnown = 200;

    private readonly ConcurrentDictionary<string, (int Total, DateTimeOffset CountedAt)> known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> counting = new(StringComparer.Ordinal);

    /// <summary>
    /// The same for lists of millions: whoever asks again within a minute is given the last total at once, while the list is counted anew
    /// beside; later, they wait a quarter of a second for the new one. Only who asks first waits until all is counted.
    /// </summary>
    /// <param name="count">Goes on after the caller has gone, so it brings what it needs.</param>
    public async Task<int> CountBesideAsync(string list, Func<Task<int>> count)
    {
        var now = time.GetUtcNow();
        if (!known.TryGetValue(list, out var last) || last.CountedAt > now)
            return await CountAsync(list, count);
        if (now - last.CountedAt < Remembered || !counting.TryAdd(list, true))
            return last.Total;
        var again = CountAgainAsync(list, count);
        if (now - last.CountedAt < Served)
            return last.Total;
        await Task.WhenAny(again, Task.Delay(Patience, time));
        return again.IsCompletedSuccessfully && await again is { } total ? total : last.Total;
    }

    /// <param name="list">Its name: what has another filter has another one.</param>
    public async Task<int> CountAsync(string list, Func<Task<int>> count)
    {
        var now = time.GetUtcNow();
        if (known.TryGetValue(list, out var last) && last.CountedAt <= now && now < last.CountedAt + Remembered)
            return last.Total;
        return Keep(list, await MeasuredAsync(count), now);
    }

    private async Task<(int Total, bool Slow)> MeasuredAsync(Func<Task<int>> count)
    {
        var start = time.GetTimestamp();
        var total = await count();
        return (total, time.GetElapsedTime(start) >= slowCount);
    }

    private async Task<int?> CountAgainAsync(string list, Func<Task<int>> count)
    {
        try
        {
            // Elsewhere: SQLite counts on the thread that asks.
            return await Task.Run(async () => Keep(list, await MeasuredAsync(count), time.GetUtcNow()));
        }
        catch (Exception)
        {
            // Nobody waits for it to the end; the next one who asks counts for themselves, and is told what is wrong.
            known.TryRemove(list, out _);
            return null;
        }
        finally
        {
            counting.TryRemove(list, out _);
        }
    }

    private int Keep(string list, (int Total, bool Slow) counted, DateTimeOffset now)
    {
        var (total, slow) = counted;
        if (known.Count >= ListsKnown)
            known.Clear();
        if (total >= Long || (slow && total >= LongIfSlow))
            known[list] = (total, now);
        else
            known.TryRemove(list, out _);
        return total;
    }
}
