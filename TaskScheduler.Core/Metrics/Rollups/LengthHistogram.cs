using System.Numerics;

namespace TaskScheduler.Core.Metrics.Rollups;

/// <summary>
/// Lengths of time, counted in buckets whose width grows with the length: 16 between a power of two and the next, so that a length
/// is known to 1/32 (3.2 %) of itself, below 32 ms exactly. The buckets are those of HdrHistogram (Gil Tene, hdrhistogram.org) with
/// 16 sub-buckets. Histograms are added bucket by bucket, without losing anything.
/// </summary>
public sealed class LengthHistogram
{
    /// <summary>How far a percentile may be from the exact one, as a share of it.</summary>
    public const double RelativeError = 1.0 / (2 * SubBuckets);

    private const int SubBuckets = 16;
    private const int SubBucketBits = 4;
    private const int Whole = 100;

    private long[] counts = [];
    private long min = long.MaxValue;

    /// <summary>How many lengths are in it.</summary>
    public long Count { get; private set; }

    /// <summary>In ms, exact.</summary>
    public long Sum { get; private set; }

    /// <summary>In ms, exact; 0 when there is none.</summary>
    public long Max { get; private set; }

    /// <summary>In ms, exact but for the fraction; null when there is none.</summary>
    public long? Average => Count == 0 ? null : Sum / Count;

    /// <param name="length">In ms; below 0 counts as 0.</param>
    public void Add(long length)
    {
        length = Math.Max(0, length);
        AddTo(BucketOf(length), 1);
        Sum += length;
        (min, Max) = (Math.Min(min, length), Math.Max(Max, length));
    }

    public void Add(LengthHistogram other)
    {
        if (counts.Length < other.counts.Length)
            Array.Resize(ref counts, other.counts.Length);
        for (var bucket = 0; bucket < other.counts.Length; bucket++)
            counts[bucket] += other.counts[bucket];
        (Count, Sum) = (Count + other.Count, Sum + other.Sum);
        (min, Max) = (Math.Min(min, other.min), Math.Max(Max, other.Max));
    }

    /// <summary>The smallest length that so many of a hundred don't exceed (the nearest rank), in ms, within <see cref="RelativeError"/>; null when there is none.</summary>
    /// <param name="percent">1 to 100.</param>
    public long? Percentile(int percent)
    {
        if (Count == 0)
            return null;
        var rank = (Count * percent + Whole - 1) / Whole;
        var seen = 0L;
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            seen += counts[bucket];
            if (seen >= rank)
                return Math.Clamp(MiddleOf(bucket), min, Max);
        }

        return Max;
    }

    /// <summary>What stands for all lengths of a bucket: with a width of one, the length itself.</summary>
    internal static long MiddleOf(int bucket)
    {
        if (bucket < SubBuckets)
            return bucket;
        var shift = bucket / SubBuckets - 1;
        var lowest = (long)(SubBuckets + bucket % SubBuckets) << shift;
        return lowest + ((1L << shift) - 1) / 2;
    }

    internal static int BucketOf(long length)
    {
        if (length < SubBuckets)
            return (int)length;
        var shift = BitOperations.Log2((ulong)length) - SubBucketBits;
        return shift * SubBuckets + (int)(length >> shift);
    }

    internal void Write(PackedWriter bytes)
    {
        var filled = counts.Count(count => count > 0);
        bytes.Number(filled);
        if (filled == 0)
            return;
        bytes.Number(Sum);
        bytes.Number(min);
        bytes.Number(Max);
        var last = 0;
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            if (counts[bucket] == 0)
                continue;
            bytes.Number(bucket - last);
            bytes.Number(counts[bucket]);
            last = bucket;
        }
    }

    /// <summary>Adds what <see cref="Write"/> wrote.</summary>
    internal void AddWritten(ref PackedReader bytes)
    {
        var filled = bytes.Number();
        if (filled == 0)
            return;
        Sum += bytes.Number();
        min = Math.Min(min, bytes.Number());
        Max = Math.Max(Max, bytes.Number());
        var bucket = 0;
        for (; filled > 0; filled--)
        {
            bucket += (int)bytes.Number();
            AddTo(bucket, bytes.Number());
        }
    }

    private void AddTo(int bucket, long times)
    {
        if (bucket >= counts.Length)
            Array.Resize(ref counts, Math.Max(bucket + SubBuckets, counts.Length * 2));
        counts[bucket] += times;
        Count += times;
    }
}
