namespace TaskScheduler.Core.Forecasting;

/// <summary>
/// How far predictions were from what came: the weighted absolute percentage error of the compute per minute, which is the sum of
/// |actual − predicted| over the sum of actual (the MAD/mean ratio of Kolassa and Schütz, Foresight 6, 2007). A mean of
/// percentages would be ruled by the minutes in which almost nothing runs.
/// </summary>
/// <param name="Percent">0 when everything came as predicted; may exceed 100.</param>
/// <param name="PredictedComputeMs">What was predicted for these minutes together, in ms.</param>
/// <param name="ActualComputeMs">What it took, in ms.</param>
/// <param name="Minutes">How many minutes of the past hour had been predicted.</param>
public sealed record ForecastError(double Percent, long PredictedComputeMs, long ActualComputeMs, int Minutes);
