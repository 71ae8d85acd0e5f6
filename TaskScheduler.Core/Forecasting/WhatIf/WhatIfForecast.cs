using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Core.Forecasting.WhatIf;

/// <summary>Says what saving a task would do, without saving it.</summary>
public sealed class WhatIfForecast
{
    internal WhatIfForecast(TimeProvider time) => this.time = time;

    private readonly TimeProvider time;

    /// <param name="replaces">The task whose definition the draft would replace; null for a new task.</param>
    /// <returns>Refused as saving it would be.</returns>
    public Task<Result<WhatIfAnswer>> AskAsync(TaskDraft draft, Guid? replaces, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{time}: not built yet");
}
