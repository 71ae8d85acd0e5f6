namespace TaskScheduler.Core.Schedules;

/// <summary>A schedule as somebody wrote it, not yet checked: every part is text or absent.</summary>
public sealed record ScheduleDraft
{
    /// <summary><c>immediate</c>, <c>once</c>, <c>cron</c>, <c>interval</c> or <c>after</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>ISO 8601 with offset, for <c>once</c>.</summary>
    public string? At { get; init; }

    public string? Cron { get; init; }

    /// <summary>IANA time zone of <see cref="Cron"/>; absent means UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>ISO 8601 duration, for <c>interval</c>.</summary>
    public string? Every { get; init; }

    /// <summary>ISO 8601 with offset, for <c>interval</c>; absent means one interval from now.</summary>
    public string? StartAt { get; init; }

    /// <summary>Id of the task after which it is due, for <c>after</c>.</summary>
    public string? Task { get; init; }

    /// <summary><c>succeeded</c> (also when absent), <c>failed</c> or <c>ended</c>, for <c>after</c>.</summary>
    public string? On { get; init; }

    /// <summary>The draft that gives <paramref name="schedule"/> when checked.</summary>
    public static ScheduleDraft Of(Schedule schedule) => schedule switch
    {
        OnceSchedule once => new() { Kind = once.Kind, At = IsoText.Of(once.At) },
        CronSchedule cron => new() { Kind = cron.Kind, Cron = cron.Cron, TimeZone = cron.TimeZone },
        IntervalSchedule interval => new()
        {
            Kind = interval.Kind,
            Every = IsoText.Of(interval.Every),
            StartAt = IsoText.Of(interval.StartAt),
        },
        AfterSchedule after => new() { Kind = after.Kind, Task = after.TaskId.ToString(), On = after.On.ToString().ToLowerInvariant() },
        _ => new() { Kind = schedule.Kind },
    };
}
