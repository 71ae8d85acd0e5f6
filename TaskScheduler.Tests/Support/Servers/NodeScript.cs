using System.Diagnostics;
using System.Text.Json;

namespace TaskScheduler.Tests.Support.Servers;

/// <summary>A script of Support/Node as a process that writes lines of JSON and reads some.</summary>
public sealed class NodeScript : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> errors;

    private NodeScript(Process process)
    {
        this.process = process;
        errors = process.StandardError.ReadToEndAsync();
    }

    public static NodeScript Start(string name, params IEnumerable<string> arguments)
    {
        var folder = Path.Combine(Repository.Root, "TaskScheduler.Tests", "Support", "Node");
        Assert.True(Directory.Exists(Path.Combine(folder, "node_modules")), $"Run 'npm ci --prefix {folder}' first, as ./check.sh does.");
        var start = new ProcessStartInfo("node", [name, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        return new(Process.Start(start)!);
    }

    public async Task SendAsync(string line, CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
        await process.StandardInput.FlushAsync(cancellationToken);
    }

    /// <summary>The next line that is meant; those before it are noted in <paramref name="passed"/>.</summary>
    public async Task<JsonElement> LineAsync(Func<JsonElement, bool> isMeant, CancellationToken cancellationToken, ICollection<JsonElement>? passed = null)
    {
        // A line that never comes is a failed test and not one that hangs.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } text)
        {
            var line = JsonSerializer.Deserialize<JsonElement>(text);
            if (isMeant(line))
                return line;
            passed?.Add(line);
        }

        throw new InvalidOperationException($"The script ended: {await errors}");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
