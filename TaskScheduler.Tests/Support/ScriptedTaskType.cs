using System.Collections.Concurrent;
using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Tests.Support;

/// <summary>A task type that notes what it is given and does what the test says; without a script it succeeds at once.</summary>
public sealed class ScriptedTaskType : ITaskType
{
    private readonly ConcurrentQueue<RunContext> performed = new();

    public TaskTypeDescription Description { get; } = new("scripted", "Scripted", "Does what a test says.", "science", []);

    /// <summary>What each attempt does.</summary>
    public Func<RunContext, CancellationToken, Task<Performance>> Script { get; set; } = (_, _) => Task.FromResult(Performance.Succeeded());

    /// <summary>The attempts so far, in the order in which they began.</summary>
    public IReadOnlyList<RunContext> Performed => [.. performed];

    /// <summary>A script that puts something out and ends.</summary>
    public static Func<RunContext, CancellationToken, Task<Performance>> Says(string output, string? error = null) => async (run, stop) =>
    {
        await run.Output.WriteAsync(output, stop);
        return error is null ? Performance.Succeeded() : Performance.Failed(error);
    };

    public Task<Performance> PerformAsync(RunContext run, CancellationToken cancellationToken)
    {
        performed.Enqueue(run);
        return Script(run, cancellationToken);
    }
}

/// <summary>Keeps what a task type puts out.</summary>
public sealed class HeardOutput : IRunOutput
{
    public string Text { get; private set; } = "";

    public ValueTask WriteAsync(string text, CancellationToken cancellationToken)
    {
        Text += text;
        return default;
    }
}
