namespace TaskScheduler.Core.Reports;

/// <summary>Finds percentiles in lengths of time that come in order, the shortest first, with how often each occurred.</summary>
internal sealed class LengthCount(long total)
{
    private const int Median = 50;
    private const int High = 95;

    private long seen;

    public long P50 { get; private set; }

    public long P95 { get; private set; }

    public void Add(long length, long times)
    {
        var before = seen;
        seen += times;
        if (before < Rank(Median) && seen >= Rank(Median))
            P50 = length;
        if (before < Rank(High) && seen >= Rank(High))
            P95 = length;
    }

    // The nearest rank: the smallest that so many of a hundred don't exceed.
    private long Rank(int percent) => (total * percent + 99) / 100;
}
