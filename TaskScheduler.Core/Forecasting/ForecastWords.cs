using System.Globalization;

namespace TaskScheduler.Core.Forecasting;

/// <summary>Says forecasts in words, as "3 instances from 14:05, because of 412 tasks at 14:10".</summary>
public static class ForecastWords
{
    /// <summary>Whether more instances are needed, and from when.</summary>
    /// <param name="zone">The reader's.</param>
    public static string Of(Capacity capacity, TimeZoneInfo zone) => capacity.Shortage is { } shortage
        ? $"{English.Count(shortage.Instances, "instance")} from {Clock(shortage.From, zone)}, because of {English.Count(shortage.Cause.Tasks, "task")} at {Clock(shortage.Cause.DueAt, zone)}"
        : $"{English.Count(capacity.Running, "instance")} {(capacity.Running == 1 ? "is" : "are")} enough for the next {(int)Forecast.Ahead.TotalHours} hours";

    /// <summary>How far predictions were from what came.</summary>
    public static string Of(ForecastError? error) => error is null
        ? "Nothing that was predicted has run in the past hour, so its error is not known"
        : string.Create(CultureInfo.InvariantCulture, $"The past hour took {Seconds(error.ActualComputeMs)}, predicted were {Seconds(error.PredictedComputeMs)}: the predictions were off by {error.Percent:0.#} % on average");

    /// <summary>An instant of the next hours on the reader's clock; with seconds only when it has some.</summary>
    public static string Clock(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        return local.ToString(local.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);
    }

    private static string Seconds(long milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1_000.0:0.#} s");
}
