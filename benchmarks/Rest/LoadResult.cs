namespace TaskScheduler.Benchmarks.Rest;

/// <summary>What a load came to.</summary>
/// <param name="LatenciesMs">Of the measured span, ascending.</param>
/// <param name="Acknowledged">How many creates were answered with 201 in all, warm-up included.</param>
internal sealed record LoadResult(IReadOnlyList<double> LatenciesMs, double PerSecond, int Acknowledged, int Refused)
{
    /// <summary>How long each batch took that was sent before.</summary>
    public IReadOnlyList<double> BatchesMs { get; init; } = [];
}
