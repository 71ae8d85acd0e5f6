using System.Text.Json.Nodes;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Control;
using TaskScheduler.Core.Runs.DeadLetters;
using TaskScheduler.Core.Runs.Limits;

namespace TaskScheduler.Web.Api.Runs;

/// <summary>What is different about a run that somebody asks for.</summary>
public sealed record RunChangeJson
{
    /// <summary>In place of its task's payload, for this run alone; absent means as it is.</summary>
    public JsonObject? Payload { get; init; }
}

/// <summary>Why nobody tries a dead letter again.</summary>
public sealed record DiscardJson
{
    /// <summary>One line of up to 500 characters.</summary>
    public required string Reason { get; init; }
}

/// <summary>What to do with which runs: those with these ids, or all that match the filter.</summary>
public sealed record RunBulkJson
{
    /// <summary>What to do with each of them.</summary>
    public required RunAction Action { get; init; }

    /// <summary>Which runs; of those that match, those for which it can be done. Give this or ids.</summary>
    public RunFilterJson? Filter { get; init; }

    /// <summary>Which runs; up to 10,000. Give this or a filter.</summary>
    public IReadOnlyList<Guid>? Ids { get; init; }

    /// <summary>How many are tried again in a minute: 1 to 100,000, 60 unless said. Their starts are spread over the time.</summary>
    public int? PerMinute { get; init; }

    /// <summary>Why they are discarded; needed for that.</summary>
    public string? Reason { get; init; }
}

/// <summary>Which runs are meant; an absent part excludes none.</summary>
public sealed record RunFilterJson
{
    /// <summary>Only runs of this task.</summary>
    public Guid? TaskId { get; init; }

    /// <summary>Only runs in this state.</summary>
    public RunState? State { get; init; }

    /// <summary>Only runs of this task type.</summary>
    public string? Type { get; init; }

    /// <summary>Only dead letters of this cause, exactly as their group names it.</summary>
    public string? Cause { get; init; }

    /// <summary>Ended at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Ended before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Found in title, reason or error.</summary>
    public string? Search { get; init; }
}

/// <summary>What was done with many runs.</summary>
/// <param name="Action">What was asked for.</param>
/// <param name="Done">With how many runs it was done.</param>
/// <param name="Refused">How many were left as they are, by why.</param>
/// <param name="LastStartsAt">When the last of those that are tried again may start; null when none is.</param>
public sealed record RunBulkDoneJson(RunAction Action, int Done, IReadOnlyList<RefusedRunsJson> Refused, DateTimeOffset? LastStartsAt)
{
    public static RunBulkDoneJson Of(RunAction action, BulkOutcome outcome) =>
        new(action, outcome.Done, [.. outcome.Refused.Select(refused => new RefusedRunsJson(refused.Key, refused.Value))], outcome.LastStartsAt?.ToUniversalTime());
}

/// <summary>Runs that were left as they are for the same reason.</summary>
public sealed record RefusedRunsJson(string Reason, int Count);

/// <summary>Dead letters with a type and a cause in common.</summary>
/// <param name="Cause">Their error, with placeholders for what differs from run to run.</param>
/// <param name="Tasks">Of how many tasks they are.</param>
/// <param name="Example">The latest of them.</param>
public sealed record DeadLetterGroupJson(string Type, string Cause, int Count, int Tasks, DateTimeOffset FirstEndedAt, DateTimeOffset LastEndedAt, RunJson Example)
{
    public static DeadLetterGroupJson Of(DeadLetterGroup group) =>
        new(group.Type, group.Cause, group.Count, group.Tasks, group.FirstEndedAt.ToUniversalTime(), group.LastEndedAt.ToUniversalTime(), RunJson.Of(group.Example));
}

/// <summary>All limits of runs.</summary>
public sealed record RunLimitsJson
{
    /// <summary>Those that are not in it are not limited. Up to 500.</summary>
    public required IReadOnlyList<RunLimitJson> Limits { get; init; }
}

/// <summary>How many runs of a kind may run at once, and how many may start.</summary>
public sealed record RunLimitJson
{
    /// <summary>What it is about: all runs of a task type, or all runs of tasks with a tag.</summary>
    public required LimitScope Scope { get; init; }

    /// <summary>Key of the task type, or the tag.</summary>
    public required string Name { get; init; }

    /// <summary>1 to 10,000 runs at once; absent when any number may run.</summary>
    public int? Concurrency { get; init; }

    /// <summary>1 to 100,000 starts within any minute; absent when any number may start. Of types only.</summary>
    public int? PerMinute { get; init; }
}

/// <summary>A limit with how far it is used up.</summary>
/// <param name="Running">Runs that count for it now.</param>
/// <param name="Waiting">Runs that wait for it.</param>
/// <param name="Started">Runs that started within the last minute; null unless it limits that.</param>
public sealed record RunLimitUseJson(LimitScope Scope, string Name, int? Concurrency, int? PerMinute, int Running, int Waiting, int? Started)
{
    public static RunLimitUseJson Of(LimitUse use) => new(use.Limit.Scope, use.Limit.Name, use.Limit.Concurrency, use.Limit.PerMinute, use.Running, use.Waiting, use.Started);
}
