namespace TaskScheduler.Core.TaskTypes;

/// <summary>One kind of work a task can do. A new one is a folder here and one line in <see cref="TaskTypeRegistration"/>.</summary>
public interface ITaskType
{
    TaskTypeDescription Description { get; }

    /// <summary>
    /// Performs one attempt. The token is cancelled at the time limit, by a user, or when the program stops.
    /// An exception means the same as <see cref="Performance.Failed"/> with its message.
    /// </summary>
    Task<Performance> PerformAsync(RunContext run, CancellationToken cancellationToken);
}

/// <summary>What a task type is given to perform one attempt.</summary>
/// <param name="Payload">JSON object that the type's description has accepted.</param>
public sealed record RunContext(
    Guid RunId,
    Guid TaskId,
    string Title,
    string Description,
    string? UserEmail,
    string Payload,
    DateTimeOffset DueAt,
    int Attempt)
{
    /// <summary>JSON text that the run was started with, the same in all its attempts; null when with none.</summary>
    public string? Input { get; init; }

    /// <summary>Takes what the attempt puts out while it goes on; kept with the run and shown live.</summary>
    public IRunOutput Output { get; init; } = NoOutput.Instance;
}

/// <summary>Takes what an attempt puts out, in the order of the calls.</summary>
public interface IRunOutput
{
    /// <summary>Takes any piece of text; it need not be a whole line. Waits while the disk can't follow.</summary>
    ValueTask WriteAsync(string text, CancellationToken cancellationToken);
}

/// <summary>Keeps nothing.</summary>
public sealed class NoOutput : IRunOutput
{
    public static NoOutput Instance { get; } = new();

    public ValueTask WriteAsync(string text, CancellationToken cancellationToken) => default;
}

/// <summary>What an attempt came to.</summary>
/// <param name="Error">Null exactly when it succeeded; else one sentence for a person.</param>
public sealed record Performance(string? Error)
{
    /// <summary>A further attempt would fail in the same way, so the run is not tried again by itself whatever its task says.</summary>
    public bool IsFinal { get; init; }

    /// <summary>A further attempt makes no sense before this long from now; null when the task's own waits decide alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The task is set inactive, because none of its later runs would fare better until somebody has looked at it.</summary>
    public bool StopsTask { get; init; }

    public static Performance Succeeded() => new((string?)null);

    public static Performance Failed(string error) => new(error);
}
