using System.Diagnostics;

namespace TaskScheduler.Benchmarks;

/// <summary>A program as a process of its own, seen from outside.</summary>
internal sealed class MeasuredProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task errors;
    private readonly Task output;

    private MeasuredProcess(Process process, DateTimeOffset startedAt, Action<string> said)
    {
        this.process = process;
        StartedAt = startedAt;
        output = ReadAsync(process.StandardOutput, said);
        errors = ReadAsync(process.StandardError, line => Progress.Say($"  {line}"));
    }

    /// <summary>Just before the operating system was asked to start it.</summary>
    public DateTimeOffset StartedAt { get; }

    public bool HasExited => process.HasExited;

    /// <param name="program">A dll beside this program.</param>
    /// <param name="said">Is called with each line of its standard output.</param>
    public static MeasuredProcess Start(string program, IEnumerable<string> arguments, Action<string> said)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, program));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var startedAt = TimeProvider.System.GetUtcNow();
        return new(Process.Start(start)!, startedAt, said);
    }

    public double ResidentMb()
    {
        process.Refresh();
        return process.WorkingSet64 / 1e6;
    }

    /// <summary>How much of one core it uses while nobody asks anything of it: 1 is all of it.</summary>
    public async Task<double> CpuShareAsync(TimeSpan span)
    {
        process.Refresh();
        var before = process.TotalProcessorTime;
        var start = Stopwatch.GetTimestamp();
        await Task.Delay(span, TimeProvider.System);
        process.Refresh();
        return (process.TotalProcessorTime - before) / Stopwatch.GetElapsedTime(start);
    }

    /// <summary>Ends it at once, as a loss of power would.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, as service managers do.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            process.StandardInput.Close();
            await process.WaitForExitAsync();
        }

        await Task.WhenAll(output, errors);
        process.Dispose();
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> said)
    {
        while (await reader.ReadLineAsync() is { } line)
            said(line);
    }
}
