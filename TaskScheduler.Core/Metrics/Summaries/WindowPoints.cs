using TaskScheduler.Core.Metrics.Rollups;

namespace TaskScheduler.Core.Metrics.Summaries;

/// <summary>Adds up the rollups of a window for the points of its chart.</summary>
internal sealed class WindowPoints
{
    private const int Kinds = 3;

    private readonly long pointLength;
    private readonly DateTimeOffset from;
    private readonly DateTimeOffset first;
    private readonly long[,] points;

    public WindowPoints(MetricsWindow window, DateTimeOffset now)
    {
        pointLength = window.PointLength().Ticks;
        from = window.From(now);
        // So that points lie where rollups do: six hours from midnight, not from the edge of the window.
        first = from.AddTicks(-((from.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) % pointLength));
        points = new long[(now - first).Ticks / pointLength + 1, Kinds];
    }

    public IReadOnlyList<WindowPoint> All => [.. Enumerable.Range(0, points.GetLength(0)).Select(at => new WindowPoint(at == 0 ? from : first.AddTicks(at * pointLength), points[at, 0], points[at, 1], points[at, 2]))];

    public void Add(DateTimeOffset start, ReadOnlySpan<byte> figures)
    {
        var tally = RunTally.ReadOutcomes(figures);
        // A clock that was set back leaves ends that are still to come.
        var at = Math.Clamp((start - first).Ticks / pointLength, 0, points.GetLength(0) - 1);
        points[at, 0] += tally.Succeeded;
        points[at, 1] += tally.Failures;
        points[at, 2] += tally.NotCarriedThrough;
    }
}
