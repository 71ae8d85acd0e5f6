namespace TaskScheduler.Core.Forecasting;

/// <summary>Says how many instances of the program share the work now.</summary>
public interface IInstances
{
    int Running { get; }
}

/// <summary>One program on one machine, which is all there is until runs are shared between several.</summary>
internal sealed class SingleInstance : IInstances
{
    public int Running => 1;
}

/// <summary>The first scheduled time at which more instances are needed than run.</summary>
/// <param name="From">By when they have to be there: as long before that time as an instance takes to start, but not before now.</param>
/// <param name="Cause">The scheduled time that needs them.</param>
public sealed record Shortage(DateTimeOffset From, LoadPoint Cause)
{
    /// <summary>How many are needed.</summary>
    public int Instances => Cause.RequiredInstances;
}

/// <summary>What there is to do the work with, and whether it will be enough.</summary>
/// <param name="Running">Instances that run now.</param>
/// <param name="Needed">The most that any scheduled time of the next three hours needs.</param>
/// <param name="Shortage">Null when those that run are enough for the next three hours.</param>
public sealed record Capacity(int Running, int Needed, Shortage? Shortage);
