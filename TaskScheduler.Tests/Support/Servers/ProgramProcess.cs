using System.Diagnostics;

namespace TaskScheduler.Tests.Support.Servers;

/// <summary>The built program as a process of its own, with a data folder that is removed with it unless it was given one.</summary>
public sealed class ProgramProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> errors;
    private readonly bool ownsFolder;

    private ProgramProcess(Process process, string dataDirectory, bool ownsFolder)
    {
        this.process = process;
        this.ownsFolder = ownsFolder;
        DataDirectory = dataDirectory;
        errors = process.StandardError.ReadToEndAsync();
    }

    public string DataDirectory { get; }

    public static ProgramProcess Start(params IEnumerable<string> arguments) =>
        Start(Directory.CreateTempSubdirectory("taskscheduler-").FullName, true, arguments);

    /// <summary>Starts it with a variable of the environment of its own.</summary>
    public static ProgramProcess StartIn((string Name, string Value) environment, params IEnumerable<string> arguments) =>
        Start(Directory.CreateTempSubdirectory("taskscheduler-").FullName, true, arguments, environment);

    /// <summary>Starts it on a data folder that outlives it.</summary>
    public static ProgramProcess StartOn(string dataDirectory, params IEnumerable<string> arguments) => Start(dataDirectory, false, arguments);

    /// <summary>Waits for a line of its output with this in it; null when the program ends without.</summary>
    public async Task<string?> LineAsync(string part, CancellationToken cancellationToken)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Contains(part, StringComparison.Ordinal))
                return line;
        }

        return null;
    }

    /// <summary>Waits for its end, which a fault of the program may keep from coming.</summary>
    public async Task<Ending> EndAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return new(process.ExitCode, output, await errors);
    }

    /// <summary>Asks it to stop, as Ctrl+C and service managers do.</summary>
    public void AskToStop() => Process.Start("kill", ["-TERM", $"{process.Id}"]).Dispose();

    /// <summary>Ends it at once with SIGKILL, which it can't notice; returns when it is gone.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        if (ownsFolder)
            Directory.Delete(DataDirectory, recursive: true);
    }

    private static ProgramProcess Start(string data, bool ownsFolder, IEnumerable<string> arguments, params IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = ownsFolder ? data : AppContext.BaseDirectory };
        string[] all = [Path.Combine(AppContext.BaseDirectory, "TaskScheduler.Web.dll"), $"--TaskScheduler:DataDirectory={data}", .. arguments];
        foreach (var argument in all)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new(Process.Start(start)!, data, ownsFolder);
    }
}

/// <summary>How a process ended.</summary>
public sealed record Ending(int ExitCode, string Output, string Errors);
