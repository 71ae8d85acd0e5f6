namespace TaskScheduler.Core.Forecasting.Durations;

/// <summary>How long runs of a task take on average.</summary>
public sealed class TaskDurationRow
{
    public Guid TaskId { get; set; }

    public long Runs { get; set; }

    public long AverageUs { get; set; }
}

/// <summary>How long the runs of a type took that ended on a day.</summary>
public sealed class TypeDurationRow
{
    public required string Type { get; set; }

    /// <summary>Days since 1970-01-01, in UTC.</summary>
    public int Day { get; set; }

    public long Runs { get; set; }

    public long TotalUs { get; set; }
}
