namespace TaskScheduler.Core.Persistence;

/// <summary>How busy the write gate is.</summary>
public interface IGateLoad
{
    /// <summary>Writes that wait for their turn.</summary>
    int Waiting { get; }
}
