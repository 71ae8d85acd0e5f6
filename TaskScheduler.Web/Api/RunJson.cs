using System.Text.Json.Nodes;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Chaining;

namespace TaskScheduler.Web.Api;

/// <summary>A run as other programs see it.</summary>
/// <param name="DueAt">When it was due.</param>
/// <param name="StartedAt">Start of the latest attempt; null while none has started.</param>
/// <param name="ElapsedMs">How long the latest attempt took; null until it has ended.</param>
/// <param name="LatenessMs">How long after its due instant the latest attempt started; null until it has.</param>
/// <param name="Attempt">The attempt that runs, ran last, or comes next; from 1.</param>
/// <param name="Trigger">What made it due: its schedule, the catching up after a stop of the program, somebody by hand, a call of its task's secret address, or the end of the task after which it is due.</param>
/// <param name="Node">Name of the machine that executes or executed it.</param>
/// <param name="Reason">Why it is in its state; null when the state says it all.</param>
/// <param name="Error">What went wrong in the latest attempt.</param>
/// <param name="Occurrences">How many occurrences it stands for; more than 1 only when missed.</param>
/// <param name="LastDueAt">Due instant of the last occurrence it stands for; null when it stands for one.</param>
/// <param name="RetryAt">When its next attempt may start; null unless it is retrying.</param>
/// <param name="WaitsFor">What it waits for, in words; null when it does not wait.</param>
public record RunJson(
    Guid Id,
    Guid TaskId,
    string Title,
    string Type,
    RunState State,
    DateTimeOffset DueAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    long? ElapsedMs,
    long? LatenessMs,
    int Attempt,
    RunTrigger Trigger,
    string? Node,
    string? Reason,
    string? Error,
    int Occurrences,
    DateTimeOffset? LastDueAt,
    DateTimeOffset? RetryAt,
    string? WaitsFor)
{
    public static RunJson Of(Run run) => new(
        run.Id,
        run.TaskId,
        run.Title,
        run.Type,
        run.State,
        run.DueAt.ToUniversalTime(),
        run.StartedAt?.ToUniversalTime(),
        run.EndedAt?.ToUniversalTime(),
        run.ElapsedMs,
        run.LatenessMs,
        run.Attempt,
        run.Trigger,
        run.Node,
        run.Reason,
        run.Error,
        run.Occurrences,
        run.LastDueAt?.ToUniversalTime(),
        run.RetryAt?.ToUniversalTime(),
        run.WaitsFor);
}

/// <summary>One attempt of a run.</summary>
public sealed record AttemptJson(int Attempt, RunState State, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Node, string? Reason, string? Error);

/// <summary>A run that another one started, or was started by, because the task of one is due after that of the other.</summary>
public sealed record RelatedRunJson(Guid Id, Guid TaskId, string Title, RunState State)
{
    public static RelatedRunJson Of(RelatedRun run) => new(run.Id, run.TaskId, run.Title, run.State);
}

/// <summary>A run with all that is kept of it.</summary>
public sealed record RunDetailJson : RunJson
{
    private RunDetailJson(RunJson run)
        : base(run)
    {
    }

    /// <summary>Every attempt that has started, first to latest.</summary>
    public required IReadOnlyList<AttemptJson> Attempts { get; init; }

    /// <summary>What the latest attempt has put out; null when nothing. Of more than 64 KB the middle is left out, and a line says so: the whole is at /runs/{id}/output.</summary>
    public required string? Output { get; init; }

    /// <summary>What its task type was given; null when that version of the task is not kept any more.</summary>
    public required JsonNode? Payload { get; init; }

    /// <summary>The JSON it was started with, the same in all attempts: what was sent to its task's secret address, or how the run ended after which it is due, as parent. Null when with none.</summary>
    public required JsonNode? Input { get; init; }

    /// <summary>Whether its task is still there.</summary>
    public required bool TaskExists { get; init; }

    /// <summary>The run after whose end it was started; null when it was not, or that one is not kept any more.</summary>
    public required RelatedRunJson? Parent { get; init; }

    /// <summary>The runs that its end started.</summary>
    public required IReadOnlyList<RelatedRunJson> Children { get; init; }

    public static RunDetailJson Of(RunDetail detail) => new(RunJson.Of(detail.Run))
    {
        Attempts = [.. AttemptsOf(detail)],
        Output = detail.Output,
        Payload = detail.Payload is null ? null : JsonNode.Parse(detail.Payload),
        Input = detail.Input is null ? null : JsonNode.Parse(detail.Input),
        TaskExists = detail.TaskExists,
        Parent = detail.Parent is { } parent ? RelatedRunJson.Of(parent) : null,
        Children = [.. detail.Children.Select(RelatedRunJson.Of)],
    };

    private static IEnumerable<AttemptJson> AttemptsOf(RunDetail detail)
    {
        foreach (var earlier in detail.EarlierAttempts.OrderBy(earlier => earlier.Attempt))
        {
            yield return new(
                earlier.Attempt,
                earlier.State,
                earlier.StartedAt?.ToUniversalTime(),
                earlier.EndedAt?.ToUniversalTime(),
                earlier.Node,
                earlier.Reason,
                earlier.Error);
        }

        // A run that waits for its next attempt already carries that attempt's number, and the times of the one before.
        var latest = RunJson.Of(detail.Run);
        if (latest.StartedAt is not null && detail.EarlierAttempts.All(earlier => earlier.Attempt != latest.Attempt))
            yield return new(latest.Attempt, latest.State, latest.StartedAt, latest.EndedAt, latest.Node, latest.Reason, latest.Error);
    }
}
