namespace TaskScheduler.Tests.Support;

/// <summary>A folder of one test, gone after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Location { get; } = Directory.CreateTempSubdirectory("taskscheduler-test-").FullName;

    public void Dispose() => Directory.Delete(Location, recursive: true);
}
