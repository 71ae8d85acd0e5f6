using System.Globalization;
using System.Text.Json;
using TaskScheduler.Core;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Core.TaskTypes.Command;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.TaskTypes.Command;

/// <summary>Runs real programs by the task type, in a folder of its own.</summary>
internal sealed class CommandBench(TimeProvider? time = null) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string Folder => folder.Location;

    public CommandOptions Options { get; } = new() { Enabled = true };

    public HeardOutput Output { get; } = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Makes a script of the shell; returns its path.</summary>
    public string Script(string lines, string name = "script")
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, $"#!/bin/sh\n{lines}\n");
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("These tests run scripts of the shell.");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>Runs a payload that the rules accept.</summary>
    public Task<Performance> RunAsync(object payload, CancellationToken? cancel = null, string? input = null, Guid? runId = null, IRunOutput? output = null)
    {
        var json = JsonSerializer.SerializeToNode(payload)!.AsObject();
        var faults = new List<Fault>();
        PayloadRules.Check(CommandPayload.Description, json, faults);
        Assert.Empty(faults);
        var run = new RunContext(runId ?? Guid.CreateVersion7(), Guid.CreateVersion7(), "Back up", "", null, json.ToJsonString(), SchedulerDriver.Noon, 2) { Input = input, Output = output ?? Output };
        return new CommandTaskType(Microsoft.Extensions.Options.Options.Create(Options), time ?? TimeProvider.System).PerformAsync(run, cancel ?? TestContext.Current.CancellationToken);
    }

    /// <summary>The numbers of processes that said "up" and their own.</summary>
    public IReadOnlyList<int> Up() =>
        [.. Output.Text.Split('\n').Where(line => line.StartsWith("up ", StringComparison.Ordinal)).Select(line => int.Parse(line[3..], CultureInfo.InvariantCulture))];

    public static bool IsAlive(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (Exception error) when (error is IOException)
        {
            return false;
        }
    }
}
