using TaskScheduler.Core.Health;
using TaskScheduler.Core.Health.Parts;
using TaskScheduler.Core.Notifications.Alerts;
using TaskScheduler.Core.Runs;

namespace TaskScheduler.Core.Overview;

/// <summary>The first of some, and how many there are.</summary>
public sealed record FirstOf<T>(IReadOnlyList<T> Items, int Total);

/// <summary>A run that is being executed.</summary>
/// <param name="UsualMs">Within which time 95 % of its task's last successful runs ended, in ms; null when too little is known, or nobody had to look yet.</param>
public sealed record RunningNow(Run Run, long? UsualMs)
{
    /// <summary>Whether it takes more than twice as long as usual.</summary>
    public bool IsLong(DateTimeOffset now) => UsualMs is { } usual && Run.StartedAt is { } started && (now - started).TotalMilliseconds > UsualLengths.LongerBy * usual;
}

/// <summary>A task whose time is near.</summary>
public sealed record DueTask(Guid TaskId, string Title, string Type, DateTimeOffset DueAt);

/// <summary>A task whose last runs have failed.</summary>
/// <param name="Failures">How many in a row.</param>
/// <param name="FailedAt">When the latest of them did.</param>
/// <param name="LastSuccessAt">Null when none of its runs has succeeded.</param>
/// <param name="LastRun">The latest failure; null when it is not kept any more.</param>
public sealed record FailingTask(Guid TaskId, string Title, int Failures, DateTimeOffset FailedAt, DateTimeOffset? LastSuccessAt, Run? LastRun)
{
    /// <summary>What decides who may do something about it.</summary>
    public required TaskOfRun Task { get; init; }
}

/// <summary>How many runs have ended in the past hour.</summary>
/// <param name="PerMinute">60 counts, the oldest minute first; the last one is the minute that goes on.</param>
/// <param name="PerSecond">The average of the last ten seconds.</param>
public sealed record Throughput(IReadOnlyList<int> PerMinute, double PerSecond)
{
    public int InTheHour => PerMinute.Sum();
}

/// <summary>How things stand: what happens, what comes, and what somebody has to look at.</summary>
/// <param name="At">The moment of which it tells.</param>
public sealed record StandingNow(DateTimeOffset At)
{
    /// <summary>Whether there is any task at all.</summary>
    public bool HasTasks { get; init; }

    /// <summary>Those that have run longest first.</summary>
    public required FirstOf<RunningNow> Running { get; init; }

    /// <summary>Those that were due first first.</summary>
    public required FirstOf<Run> Waiting { get; init; }

    /// <summary>How many of those that wait are held by a limit or by another run of their task.</summary>
    public int Held { get; init; }

    /// <summary>How many runs wait for their next attempt.</summary>
    public int Retrying { get; init; }

    /// <summary>Tasks due within the next ten minutes.</summary>
    public required FirstOf<DueTask> Due { get; init; }

    /// <summary>The latest failure first.</summary>
    public required FirstOf<FailingTask> Failing { get; init; }

    /// <summary>Runs that started late, or should have started by now; the latest first.</summary>
    public required FirstOf<LateStart> Late { get; init; }

    public required Throughput Throughput { get; init; }

    public required HealthReport Health { get; init; }

    public int DeadLetters { get; init; }

    /// <summary>What rules of alerts have found and is not over.</summary>
    public required FirstOf<Incident> Incidents { get; init; }
}
