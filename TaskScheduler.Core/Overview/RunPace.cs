using TaskScheduler.Core.Runs;

namespace TaskScheduler.Core.Overview;

/// <summary>Counts runs as they end, second by second, for an hour.</summary>
public sealed class RunPace(TimeProvider time)
{
    /// <summary>How long it remembers.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private const int Seconds = 3_600;
    private const int Minutes = 60;
    private const int JustNow = 10;

    private readonly Lock gate = new();
    private readonly int[] counts = new int[Seconds];
    private long last = time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>When it began to count; what ended before, the ledger knows.</summary>
    public DateTimeOffset Since { get; } = time.GetUtcNow();

    /// <summary>Whether what ended before was added.</summary>
    public bool IsFilled { get; private set; }

    /// <summary>Counts outcomes; those that are followed by another attempt are none.</summary>
    public void Finished(IReadOnlyList<FinishedRun> written)
    {
        lock (gate)
        {
            MoveOn();
            foreach (var run in written)
                if (run.State.HasEnded())
                    Add(run.EndedAt.ToUnixTimeSeconds(), 1);
        }
    }

    /// <summary>Adds what ended before it began to count, once.</summary>
    /// <param name="before">Seconds since 1970, with how many ended within each.</param>
    public void Fill(IEnumerable<(long Second, int Count)> before)
    {
        lock (gate)
        {
            MoveOn();
            if (IsFilled)
                return;
            foreach (var (second, count) in before)
                Add(second, count);
            IsFilled = true;
        }
    }

    public Throughput Now()
    {
        lock (gate)
        {
            MoveOn();
            var perMinute = new int[Minutes];
            var thisMinute = last / Minutes;
            for (var second = last - Seconds + 1; second <= last; second++)
                if (second / Minutes - thisMinute + Minutes - 1 is >= 0 and var minute)
                    perMinute[minute] += counts[second % Seconds];
            var recent = Enumerable.Range(1, JustNow).Sum(ago => counts[(last - ago) % Seconds]);
            return new(perMinute, recent / (double)JustNow);
        }
    }

    // What lies longer back than an hour, or ahead because the clock was set back, is not counted.
    private void Add(long second, int count)
    {
        if (second > last - Seconds && second <= last)
            counts[second % Seconds] += count;
    }

    private void MoveOn()
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        if (now - last >= Seconds)
            Array.Clear(counts);
        else
            for (var second = last + 1; second <= now; second++)
                counts[second % Seconds] = 0;
        last = Math.Max(last, now);
    }
}
