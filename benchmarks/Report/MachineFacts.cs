using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TaskScheduler.Benchmarks.Report;

/// <summary>What a reader has to know of the machine to weigh the figures, and nothing that names it.</summary>
/// <param name="MemoryGb">What the runtime may use.</param>
/// <param name="Load">Other work at the start: the load average of the last minute; null where the system does not tell.</param>
internal sealed record MachineFacts(DateTimeOffset At, int Cores, double MemoryGb, string System, string Runtime, Spread FlushMs, string? Load)
{
    public static MachineFacts Measure() => new(
        TimeProvider.System.GetUtcNow(),
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9,
        $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}",
        RuntimeInformation.FrameworkDescription,
        MeasureFlush(),
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : null);

    public override string ToString() => $"""
        Measured {At:yyyy-MM-dd HH:mm} UTC on {Cores} cores, {MemoryGb:0} GB memory, {System}, {Runtime}.
        Writing 4 KB and forcing it to disk takes {FlushMs.Say("0.00")} ms here (median, min – max of 200).
        {(Load is null ? "" : $"Load average before the start: {Load}. ")}Everything shares these cores: scheduler, peer, load generator.
        """;

    private static Spread MeasureFlush()
    {
        using var folder = new TemporaryFolder();
        using var file = File.OpenHandle(Path.Combine(folder.Location, "flush"), FileMode.CreateNew, FileAccess.Write);
        var page = new byte[4096];
        return Spread.Of(Enumerable.Range(0, 200).Select(number =>
        {
            RandomAccess.Write(file, page, number * page.Length);
            var start = Stopwatch.GetTimestamp();
            RandomAccess.FlushToDisk(file);
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }));
    }
}
