using TaskScheduler.Core.Health.Parts;
using TaskScheduler.Core.Notifications.Alerts;
using TaskScheduler.Core.Overview;
using TaskScheduler.Core.Runs;

namespace TaskScheduler.Web.Api.Monitoring;

/// <summary>How things stand.</summary>
/// <param name="At">The moment of which it tells.</param>
/// <param name="Retrying">How many runs wait for their next attempt.</param>
/// <param name="Held">How many of those that wait are held by a limit or by another run of their task.</param>
/// <param name="DeadLetters">How many runs wait for somebody because their retries are used up.</param>
public sealed record OverviewJson(DateTimeOffset At, int Retrying, int Held, int DeadLetters)
{
    /// <summary>Those that have run longest first.</summary>
    public required RunningListJson Running { get; init; }

    /// <summary>Those that were due first first.</summary>
    public required WaitingListJson Waiting { get; init; }

    /// <summary>Tasks due within the next ten minutes.</summary>
    public required DueListJson Due { get; init; }

    /// <summary>Tasks whose last runs have failed, the latest failure first.</summary>
    public required FailingListJson Failing { get; init; }

    /// <summary>Runs that started more than ten seconds late, or should have started by now.</summary>
    public required LateListJson Late { get; init; }

    public required ThroughputJson Throughput { get; init; }

    public required HealthJson Health { get; init; }

    /// <summary>What rules of alerts have found and is not over.</summary>
    public required IncidentListJson Incidents { get; init; }

    public static OverviewJson Of(StandingNow overview) => new(overview.At, overview.Retrying, overview.Held, overview.DeadLetters)
    {
        Running = new([.. overview.Running.Items.Select(one => new RunningJson(RunJson.Of(one.Run), one.UsualMs, one.IsLong(overview.At)))], overview.Running.Total),
        Waiting = new([.. overview.Waiting.Items.Select(RunJson.Of)], overview.Waiting.Total),
        Due = new([.. overview.Due.Items.Select(one => new DueJson(one.TaskId, one.Title, one.Type, one.DueAt))], overview.Due.Total),
        Failing = new([.. overview.Failing.Items.Select(FailingJson.Of)], overview.Failing.Total),
        Late = new([.. overview.Late.Items.Select(one => LateJson.Of(one, overview.At))], overview.Late.Total),
        Throughput = new(overview.Throughput.PerMinute, overview.Throughput.PerSecond),
        Health = new(overview.Health.Status, [.. overview.Health.Entries.Select(ComponentJson.Of)]),
        Incidents = new([.. overview.Incidents.Items.Select(one => new OpenIncidentJson(one.Id, one.Kind, one.TaskId, one.Title, one.RunId, one.Detail, one.Count, one.OpenedAt))], overview.Incidents.Total),
    };
}

/// <summary>The first runs that are being executed, and how many there are.</summary>
public sealed record RunningListJson(IReadOnlyList<RunningJson> Items, int Total);

/// <summary>A run that is being executed.</summary>
/// <param name="UsualMs">Within which time 95 % of its task's last successful runs ended; null when too little is known, or the run is younger than ten seconds.</param>
/// <param name="LongerThanUsual">Whether it takes more than twice as long.</param>
public sealed record RunningJson(RunJson Run, long? UsualMs, bool LongerThanUsual);

/// <summary>The first runs that wait to start, and how many there are.</summary>
public sealed record WaitingListJson(IReadOnlyList<RunJson> Items, int Total);

/// <summary>The first tasks that are due, and how many there are.</summary>
public sealed record DueListJson(IReadOnlyList<DueJson> Items, int Total);

/// <summary>A task whose time is near.</summary>
public sealed record DueJson(Guid TaskId, string Title, string Type, DateTimeOffset DueAt);

/// <summary>The first tasks that fail, and how many there are.</summary>
public sealed record FailingListJson(IReadOnlyList<FailingJson> Items, int Total);

/// <summary>A task whose last runs have failed.</summary>
/// <param name="Failures">How many in a row; what never ran counts for nothing.</param>
/// <param name="LastSuccessAt">Null when none of its runs has succeeded.</param>
/// <param name="RunId">The latest run that failed.</param>
/// <param name="Error">What went wrong in it.</param>
public sealed record FailingJson(Guid TaskId, string Title, int Failures, DateTimeOffset FailedAt, DateTimeOffset? LastSuccessAt, Guid? RunId, RunState? State, string? Error)
{
    public static FailingJson Of(FailingTask task) =>
        new(task.TaskId, task.Title, task.Failures, task.FailedAt, task.LastSuccessAt, task.LastRun?.Id, task.LastRun?.State, task.LastRun?.Error ?? task.LastRun?.Reason);
}

/// <summary>The first runs that are late, and how many there are.</summary>
public sealed record LateListJson(IReadOnlyList<LateJson> Items, int Total);

/// <summary>A run that started late, or has not started although its time has passed.</summary>
/// <param name="StartedAt">Null while it has not started.</param>
public sealed record LateJson(Guid RunId, Guid TaskId, string Title, DateTimeOffset DueAt, DateTimeOffset? StartedAt, long LatenessMs)
{
    public static LateJson Of(LateStart late, DateTimeOffset at) => new(late.RunId, late.TaskId, late.Title, late.DueAt, late.StartedAt == at ? null : late.StartedAt, (long)late.Lateness.TotalMilliseconds);
}

/// <summary>How many runs have ended in the past hour.</summary>
/// <param name="PerMinute">60 counts, the oldest minute first; the last one is the minute that goes on.</param>
/// <param name="PerSecond">The average of the last ten seconds.</param>
public sealed record ThroughputJson(IReadOnlyList<int> PerMinute, double PerSecond);

/// <summary>The first incidents that are open, and how many there are.</summary>
public sealed record IncidentListJson(IReadOnlyList<OpenIncidentJson> Items, int Total);

/// <summary>Something that a rule of alerts has found and that is not over.</summary>
public sealed record OpenIncidentJson(Guid Id, AlertKind Kind, Guid TaskId, string Title, Guid? RunId, string Detail, int Count, DateTimeOffset OpenedAt);
