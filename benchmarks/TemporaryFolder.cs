namespace TaskScheduler.Benchmarks;

/// <summary>A folder for the data of one measurement, removed with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Location { get; } = Directory.CreateTempSubdirectory("taskscheduler-benchmark-").FullName;

    public void Dispose() => Directory.Delete(Location, recursive: true);
}
