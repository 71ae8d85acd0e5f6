namespace TaskScheduler.Core.Forecasting.Past;

/// <summary>What the runs of one scheduled time took.</summary>
public sealed class ActualLoadRow
{
    /// <summary>A whole second.</summary>
    public long DueAt { get; set; }

    public int Tasks { get; set; }

    public long ComputeUs { get; set; }
}

/// <summary>What one scheduled time was expected to take some minutes before. Each minute that was looked at has at least a row for its beginning.</summary>
public sealed class PredictedLoadRow
{
    /// <summary>A whole second.</summary>
    public long DueAt { get; set; }

    public int Tasks { get; set; }

    public long ComputeUs { get; set; }
}
