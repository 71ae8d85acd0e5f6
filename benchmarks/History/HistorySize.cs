namespace TaskScheduler.Benchmarks.History;

/// <summary>How long a history is.</summary>
internal readonly record struct HistorySize(int Runs, int Tasks)
{
    public static HistorySize Large { get; } = new(5_000_000, 10_000);

    public static HistorySize Small { get; } = new(200_000, 1_000);
}
