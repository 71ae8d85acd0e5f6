using TaskScheduler.Core.Forecasting;
using TaskScheduler.Web.Pages.Forecasting.Drawing;

namespace TaskScheduler.Web.Pages.Forecasting;

/// <summary>A forecast as scheduled times that can be drawn and listed.</summary>
public static class LoadInstants
{
    /// <summary>What was, then what is to come.</summary>
    public static IEnumerable<LoadInstant> Of(Forecast forecast) => forecast.Past.Select(Of).Concat(forecast.Items.Select(Of));

    public static LoadInstant Of(PastPoint past) => new(past.DueAt, past.Tasks, past.PredictedComputeMs, past.ComputeMs, past.RequiredInstances);

    public static LoadInstant Of(LoadPoint load) => new(load.DueAt, load.Tasks, load.ComputeMs, null, load.RequiredInstances);
}
