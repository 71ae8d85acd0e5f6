using FsCheck;
using FsCheck.Fluent;
using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Metrics.Rollups;

namespace TaskScheduler.Tests.Metrics.Rollups;

public sealed class LengthHistogramTests
{
    private static readonly int[] percents = [1, 25, 50, 75, 90, 95, 99, 100];

    // Of all magnitudes: from none to months.
    private static readonly Gen<long> length = Gen.Choose(0, 33).SelectMany(bits => Gen.Choose(0, int.MaxValue).Select(number => (long)(number / (double)int.MaxValue * (1L << bits))));

    private static readonly Arbitrary<long[]> lengths = length.NonEmptyListOf().Select(list => list.ToArray()).ToArbitrary();

    [Fact]
    public void A_percentile_is_off_by_no_more_than_its_bound() => Prop.ForAll(lengths, all =>
    {
        var histogram = Of(all);
        return percents.All(percent => Math.Abs(histogram.Percentile(percent)!.Value - Exact(all, percent)) <= Exact(all, percent) * LengthHistogram.RelativeError);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Count_sum_and_longest_are_exact() => Prop.ForAll(lengths, all =>
    {
        var histogram = Of(all);
        return histogram.Count == all.Length && histogram.Sum == all.Sum() && histogram.Max == all.Max() && histogram.Average == all.Sum() / all.Length;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Parts_added_are_the_same_as_the_whole() => Prop.ForAll(lengths, lengths, (one, other) =>
    {
        var sum = Of(one);
        sum.Add(Of(other));
        return Words(sum) == Words(Of([.. one, .. other]));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_written_adds_the_same_as_what_it_was_written_of() => Prop.ForAll(lengths, lengths, (one, other) =>
    {
        var bytes = new PackedWriter();
        Of(other).Write(bytes);
        var sum = Of(one);
        var reader = new PackedReader(bytes.ToArray());
        sum.AddWritten(ref reader);
        return Words(sum) == Words(Of([.. one, .. other]));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Below_32_milliseconds_nothing_is_lost() =>
        Assert.Equal(Enumerable.Range(0, 32).Select(number => (long)number), Enumerable.Range(0, 32).Select(number => LengthHistogram.MiddleOf(LengthHistogram.BucketOf(number))));

    [Fact]
    public void Nothing_has_no_percentile()
    {
        Assert.Null(new LengthHistogram().Percentile(50));
        Assert.Null(new LengthHistogram().Average);
    }

    private static LengthHistogram Of(IEnumerable<long> all)
    {
        var histogram = new LengthHistogram();
        foreach (var one in all)
            histogram.Add(one);
        return histogram;
    }

    private static long Exact(long[] all, int percent) => all.Order().ElementAt((int)Math.Ceiling(all.Length * percent / 100.0) - 1);

    private static string Words(LengthHistogram of) => $"{of.Count} {of.Sum} {of.Max} {string.Join(' ', percents.Select(percent => of.Percentile(percent)))}";
}
