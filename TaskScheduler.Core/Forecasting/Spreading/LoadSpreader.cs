namespace TaskScheduler.Core.Forecasting.Spreading;

/// <summary>Moves tasks off times that need more instances than run.</summary>
public sealed class LoadSpreader
{
    /// <summary>How many tasks one plan may be about.</summary>
    public const int MostTasks = 10_000;

    internal LoadSpreader(TimeProvider time) => this.time = time;

    private readonly TimeProvider time;

    /// <summary>Says which task would be moved where; changes nothing.</summary>
    public Task<Result<SpreadPlan>> PlanAsync(SpreadRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{time}: not built yet");

    /// <summary>Makes the moves of a plan: all of them in one transaction, or none.</summary>
    /// <returns>How many tasks were moved. A conflict names those that have changed since the plan, as <c>moves[3].version</c>.</returns>
    public Task<Result<int>> ApplyAsync(IReadOnlyList<SpreadStep> moves, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{time}: not built yet");
}
