namespace TaskScheduler.Core.Forecasting;

/// <summary>What one scheduled time takes.</summary>
/// <param name="DueAt">UTC, a whole second.</param>
/// <param name="Tasks">How many runs are due then.</param>
/// <param name="ComputeMs">What they take together, in ms, rounded up.</param>
public sealed record LoadPoint(DateTimeOffset DueAt, int Tasks, long ComputeMs)
{
    /// <summary>How many instances it takes to start them in time; 0 when there is nothing to do.</summary>
    public int RequiredInstances => ScalingRule.InstancesFor(ComputeMs);
}

/// <summary>What one scheduled time of the past hour took, beside what had been predicted for it.</summary>
/// <param name="DueAt">UTC, a whole second; of a retry, when it started.</param>
/// <param name="Tasks">How many runs were performed.</param>
/// <param name="ComputeMs">What they really took together, in ms, rounded up.</param>
/// <param name="PredictedTasks">How many were predicted; null when nothing was predicted for that minute, because the program had not been running for long.</param>
/// <param name="PredictedComputeMs">What was predicted, in ms, rounded up; null exactly when the other is.</param>
public sealed record PastPoint(DateTimeOffset DueAt, int Tasks, long ComputeMs, int? PredictedTasks, long? PredictedComputeMs)
{
    /// <summary>How many instances it took; 0 when there was nothing to do.</summary>
    public int RequiredInstances => ScalingRule.InstancesFor(ComputeMs);

    /// <summary>How many had been predicted; null when nothing was.</summary>
    public int? PredictedInstances => PredictedComputeMs is { } compute ? ScalingRule.InstancesFor(compute) : null;
}
