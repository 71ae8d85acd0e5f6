using System.Data.Common;
using TaskScheduler.Core.Metrics.Rollups;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Reports;

/// <summary>The figures of a task, or of all, while they are being put together.</summary>
internal sealed class Tally(Guid id, string type)
{
    public Guid Id => id;

    public string Type => type;

    public OutcomeCounts Outcomes { get; private set; } = new(0, 0, 0, 0, 0, 0, 0);

    public LengthTally Durations { get; } = new();

    public LengthTally Lateness { get; } = new();

    public RunFigures Figures => new(Outcomes, Durations.Spread, Lateness.Spread);

    /// <summary>A row of <see cref="ReportQueries.ByTask"/>.</summary>
    public static Tally Of(DbDataReader row)
    {
        var tally = new Tally(GuidColumn.Read(row, 0), row.GetString(1))
        {
            Outcomes = new(row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7), row.GetInt64(8)),
        };
        tally.Durations.Add(row.GetInt64(9), row.GetInt64(10), row.IsDBNull(11) ? 0 : row.GetInt64(11));
        tally.Lateness.Add(row.GetInt64(12), row.GetInt64(13), row.IsDBNull(14) ? 0 : row.GetInt64(14));
        return tally;
    }

    public void Add(Tally other)
    {
        Outcomes += other.Outcomes;
        Durations.Add(other.Durations);
        Lateness.Add(other.Lateness);
    }
}

/// <summary>Lengths of time while they are being put together, in ms.</summary>
internal sealed class LengthTally
{
    private const int Median = 50;
    private const int High = 95;

    private long sum;
    private long max;
    private readonly LengthHistogram lengths = new();

    public long Count { get; private set; }

    public Spread? Spread => Count == 0 ? null : new(sum / Count, lengths.Percentile(Median) ?? 0, lengths.Percentile(High) ?? 0, max);

    public void Add(long count, long total, long longest) => (Count, sum, max) = (Count + count, sum + total, Math.Max(max, longest));

    public void Add(LengthTally other) => Add(other.Count, other.sum, other.max);

    /// <summary>One of those that were counted before.</summary>
    public void Put(long length) => lengths.Add(length);
}
