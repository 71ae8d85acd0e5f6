namespace TaskScheduler.Core.Persistence;

/// <summary>How busy the write gate is, and a way to take work from it.</summary>
public interface IGateLoad
{
    /// <summary>Writes that wait for their turn.</summary>
    int Waiting { get; }

    /// <summary>Carries what was written out of the journal, so that no write has to do so on its way. Keeps nobody from writing.</summary>
    void Relieve();
}
