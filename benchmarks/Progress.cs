namespace TaskScheduler.Benchmarks;

/// <summary>Tells the person who waits how far it is; the report itself goes to the standard output.</summary>
internal static class Progress
{
    public static void Say(string line) => Console.Error.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss} {line}");
}
