namespace TaskScheduler.Web.Pages.Forecasting.Drawing;

/// <summary>One scheduled time with its load, as the graph and the table show it.</summary>
/// <param name="Tasks">How many tasks are due then, or how many runs were.</param>
/// <param name="PredictedMs">Compute that is foreseen, or was; null when nobody foresaw it.</param>
/// <param name="ActualMs">Compute that it took; null for what is to come.</param>
/// <param name="Instances">How many instances it needs, or needed.</param>
public readonly record struct LoadInstant(DateTimeOffset At, int Tasks, long? PredictedMs, long? ActualMs, int Instances)
{
    /// <summary>By what instants are compared: what it took or what was foreseen, whichever is more.</summary>
    public long WeightMs => Math.Max(ActualMs ?? 0, PredictedMs ?? 0);
}
