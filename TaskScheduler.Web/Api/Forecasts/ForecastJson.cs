using TaskScheduler.Core.Forecasting;

namespace TaskScheduler.Web.Api.Forecasts;

/// <summary>The load of the next three hours as it is known now, and of the past hour as it was.</summary>
/// <param name="At">The instant at which it was made.</param>
/// <param name="Until">The last instant it looks ahead to.</param>
/// <param name="Ready">False while tasks are still being read after the start; everything is empty then.</param>
/// <param name="Items">The scheduled times at which something is due, in order.</param>
/// <param name="Waiting">What waits to start at this moment; null when nothing does.</param>
/// <param name="Capacity">The instances that run, and whether they are enough.</param>
/// <param name="Words">The same as a sentence.</param>
/// <param name="HotSpots">The scheduled times that need the most, most first.</param>
/// <param name="Past">The scheduled times of the past hour, in order.</param>
/// <param name="Error">How far the predictions of the past hour were from what came; null when nothing ran in minutes that had been predicted.</param>
public sealed record ForecastJson(
    DateTimeOffset At,
    DateTimeOffset Until,
    bool Ready,
    IReadOnlyList<LoadPointJson> Items,
    LoadPointJson? Waiting,
    CapacityJson Capacity,
    string Words,
    IReadOnlyList<HotSpotJson> HotSpots,
    IReadOnlyList<PastPointJson> Past,
    ForecastErrorJson? Error)
{
    public static ForecastJson Of(Forecast forecast, TimeZoneInfo zone) => new(
        forecast.At,
        forecast.Until,
        forecast.Ready,
        [.. forecast.Items.Select(LoadPointJson.Of)],
        forecast.Waiting is { } waiting ? LoadPointJson.Of(waiting) : null,
        CapacityJson.Of(forecast.Capacity),
        ForecastWords.Of(forecast.Capacity, zone),
        [.. forecast.HotSpots.Select(HotSpotJson.Of)],
        [.. forecast.Past.Select(PastPointJson.Of)],
        forecast.Error is { } error ? ForecastErrorJson.Of(error) : null);
}

/// <summary>What one scheduled time takes.</summary>
/// <param name="DueAt">The scheduled time.</param>
/// <param name="Tasks">How many runs are due then.</param>
/// <param name="RequiredComputeMs">What they take together, in milliseconds.</param>
/// <param name="RequiredInstances">ceiling(requiredComputeMs / 9000).</param>
public sealed record LoadPointJson(DateTimeOffset DueAt, int Tasks, long RequiredComputeMs, int RequiredInstances)
{
    public static LoadPointJson Of(LoadPoint point) => new(point.DueAt, point.Tasks, point.ComputeMs, point.RequiredInstances);
}

/// <summary>What one scheduled time of the past hour really took, beside what had been predicted.</summary>
/// <param name="DueAt">The scheduled time.</param>
/// <param name="Tasks">How many runs were performed.</param>
/// <param name="ComputeMs">What they took together, in milliseconds.</param>
/// <param name="RequiredInstances">ceiling(computeMs / 9000).</param>
/// <param name="PredictedTasks">How many were predicted ten minutes before; null when nothing was predicted for that minute.</param>
/// <param name="PredictedComputeMs">What was predicted then, in milliseconds.</param>
/// <param name="PredictedInstances">ceiling(predictedComputeMs / 9000).</param>
public sealed record PastPointJson(DateTimeOffset DueAt, int Tasks, long ComputeMs, int RequiredInstances, int? PredictedTasks, long? PredictedComputeMs, int? PredictedInstances)
{
    public static PastPointJson Of(PastPoint point) =>
        new(point.DueAt, point.Tasks, point.ComputeMs, point.RequiredInstances, point.PredictedTasks, point.PredictedComputeMs, point.PredictedInstances);
}

/// <summary>The instances that run, and whether they are enough.</summary>
/// <param name="RunningInstances">How many run now.</param>
/// <param name="NeededInstances">The most that a scheduled time of the next three hours needs.</param>
/// <param name="Shortage">The first scheduled time at which more are needed than run; null when those that run are enough.</param>
public sealed record CapacityJson(int RunningInstances, int NeededInstances, ShortageJson? Shortage)
{
    public static CapacityJson Of(Capacity capacity) => new(capacity.Running, capacity.Needed, capacity.Shortage is { } shortage ? new(shortage.From, shortage.Instances, LoadPointJson.Of(shortage.Cause)) : null);
}

/// <summary>The first scheduled time at which more instances are needed than run.</summary>
/// <param name="From">By when they have to be started.</param>
/// <param name="Instances">How many are needed.</param>
/// <param name="Cause">The scheduled time that needs them.</param>
public sealed record ShortageJson(DateTimeOffset From, int Instances, LoadPointJson Cause);

/// <summary>A scheduled time that needs much.</summary>
/// <param name="Load">What it takes.</param>
/// <param name="TopTasks">Those of its tasks that take the most, most first.</param>
/// <param name="FurtherTasks">How many more are due then.</param>
public sealed record HotSpotJson(LoadPointJson Load, IReadOnlyList<HotTaskJson> TopTasks, int FurtherTasks)
{
    public static HotSpotJson Of(HotSpot spot) => new(LoadPointJson.Of(spot.Load), [.. spot.Tasks.Select(task => new HotTaskJson(task.Id, task.Title, task.Type, task.ComputeMs))], spot.FurtherTasks);
}

/// <summary>A task that is due at a hot spot.</summary>
/// <param name="ComputeMs">What a run of it is expected to take, in milliseconds.</param>
public sealed record HotTaskJson(Guid Id, string Title, string Type, long ComputeMs);

/// <summary>How far the predictions of the past hour were from what came.</summary>
/// <param name="Percent">Weighted absolute percentage error: the sum of |actual − predicted| over the sum of actual, by minute.</param>
/// <param name="PredictedComputeMs">What was predicted for these minutes together, in milliseconds.</param>
/// <param name="ActualComputeMs">What it took, in milliseconds.</param>
/// <param name="Minutes">How many minutes of the past hour had been predicted.</param>
/// <param name="Words">The same as a sentence.</param>
public sealed record ForecastErrorJson(double Percent, long PredictedComputeMs, long ActualComputeMs, int Minutes, string Words)
{
    public static ForecastErrorJson Of(ForecastError error) => new(Math.Round(error.Percent, 1), error.PredictedComputeMs, error.ActualComputeMs, error.Minutes, ForecastWords.Of(error));
}
