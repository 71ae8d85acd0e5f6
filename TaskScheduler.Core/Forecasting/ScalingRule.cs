namespace TaskScheduler.Core.Forecasting;

/// <summary>How many instances a scheduled time takes: ceiling(compute ÷ (10,000 ms × (1 − 0.10))), the rule of this program for scaling.</summary>
public static class ScalingRule
{
    /// <summary>Tasks have to start within this of their time.</summary>
    public static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(10);

    /// <summary>What is kept free of it, in percent.</summary>
    public const int BufferPercent = 10;

    /// <summary>How much compute one instance takes at one scheduled time, in ms.</summary>
    public static readonly long ComputePerInstanceMs = (long)StartWithin.TotalMilliseconds * (100 - BufferPercent) / 100;

    /// <param name="computeMs">Not negative.</param>
    public static int InstancesFor(long computeMs) => (int)Math.Min(int.MaxValue, (computeMs + ComputePerInstanceMs - 1) / ComputePerInstanceMs);
}
