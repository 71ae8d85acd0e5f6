using TaskScheduler.Core.Forecasting.Durations;
using TaskScheduler.Core.Forecasting.Model;
using TaskScheduler.Core.Forecasting.Past;

namespace TaskScheduler.Core.Forecasting.Keeping;

/// <summary>What the forecast knows, and where it is read from.</summary>
internal sealed record ForecastMemory(LoadModel Model, LearnedDurations Durations, PastLoad Past, PlannedTasks Tasks)
{
    /// <summary>Reads all of it; durations first, because loads are made from them.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await Durations.LoadAsync(cancellationToken);
        await Past.LoadAsync(cancellationToken);
        await Tasks.LoadAsync(cancellationToken);
    }
}
