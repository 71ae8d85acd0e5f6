using System.Globalization;
using TaskScheduler.Core.Forecasting;
using TaskScheduler.Web.Parts.Moments;

namespace TaskScheduler.Web.Pages.Forecasting;

/// <summary>Load as the page says it.</summary>
public static class LoadWords
{
    public static string Instances(int count) => Count(count, "instance");

    public static string Tasks(int count) => Count(count, "task");

    public static string Runs(int count) => Count(count, "run");

    /// <summary>The graph for somebody who cannot see it.</summary>
    public static string Summary(Forecast forecast, TimeZoneInfo zone)
    {
        var due = $"{Count(forecast.Items.Count, "scheduled time")} in the next three hours.";
        var peak = forecast.HotSpots is [var hottest, ..]
            ? $" The busiest is {ForecastWords.Clock(hottest.Load.DueAt, zone)} with {Tasks(hottest.Load.Tasks)} and {TimeWords.Length(hottest.Load.ComputeMs)} of compute, which needs {Instances(hottest.Load.RequiredInstances)}."
            : "";
        return $"{due}{peak} {Instances(forecast.Capacity.Running)} running. The same numbers are in the table below.";
    }

    private static string Count(int count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {unit}{(count == 1 ? "" : "s")}");
}
