namespace TaskScheduler.Core.Forecasting.Model;

/// <summary>A number of runs and what they take together.</summary>
/// <param name="Compute">In microseconds: whole numbers, so that what was added can be taken away again without a rest.</param>
internal readonly record struct Load(int Tasks, long Compute)
{
    private const int MicrosecondsInMillisecond = 1_000;

    public long ComputeMs => Milliseconds(Compute);

    public static Load operator +(Load one, Load other) => new(one.Tasks + other.Tasks, one.Compute + other.Compute);

    public static Load operator -(Load one, Load other) => new(one.Tasks - other.Tasks, one.Compute - other.Compute);

    /// <summary>Rounded up: what a shortage is found from must not be less than what is needed.</summary>
    public static long Milliseconds(long microseconds) => (microseconds + MicrosecondsInMillisecond - 1) / MicrosecondsInMillisecond;

    public LoadPoint At(long second) => new(DateTimeOffset.FromUnixTimeSeconds(second), Tasks, ComputeMs);
}
