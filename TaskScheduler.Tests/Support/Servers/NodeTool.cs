using System.Diagnostics;

namespace TaskScheduler.Tests.Support.Servers;

/// <summary>Runs programs for Node.js that <c>npm ci</c> has put into <c>Support/Node</c>.</summary>
public static class NodeTool
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "TaskScheduler.Tests", "Support", "Node");

    /// <param name="script">The program's file, below <see cref="Folder"/>.</param>
    public static async Task<Ending> RunAsync(string script, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var file = Path.Combine(Folder, script);
        Assert.True(File.Exists(file), $"{file} is missing. Run: npm ci --prefix {Folder}");
        var start = new ProcessStartInfo("node", [file, .. arguments]) { WorkingDirectory = Folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        // Tests tell nobody outside that they run, and ask nobody for news.
        start.Environment["REDOCLY_TELEMETRY"] = "off";
        start.Environment["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new(process.ExitCode, await output, await errors);
    }
}
