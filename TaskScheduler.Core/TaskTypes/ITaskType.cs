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
}

/// <summary>What an attempt came to.</summary>
/// <param name="Error">Null exactly when it succeeded; else one sentence for a person.</param>
/// <param name="Output">What it put out, kept with the run; null when nothing.</param>
public sealed record Performance(string? Error, string? Output)
{
    public static Performance Succeeded(string? output = null) => new(null, output);

    public static Performance Failed(string error, string? output = null) => new(error, output);
}
