namespace TaskScheduler.Core.Schedules;

/// <summary>When a task is due. All instants are whole seconds.</summary>
public abstract record Schedule
{
    private protected Schedule()
    {
    }

    /// <summary>The word for it in JSON and in the database: <c>immediate</c>, <c>once</c>, <c>cron</c>, <c>interval</c> or <c>after</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Whether it can be due more than once.</summary>
    public virtual bool Recurs => false;
}

/// <summary>Due at the moment the task is created, once.</summary>
public sealed record ImmediateSchedule : Schedule
{
    public override string Kind => "immediate";
}

/// <summary>Due once, at <paramref name="At"/>; the offset is the one its author wrote.</summary>
public sealed record OnceSchedule(DateTimeOffset At) : Schedule
{
    public override string Kind => "once";
}

/// <summary>Due whenever a cron expression matches the clock of a time zone.</summary>
/// <param name="Cron">Five fields (crontab) or six to seven (Quartz, seconds first), as its author wrote it.</param>
/// <param name="TimeZone">IANA name, for example <c>Europe/Berlin</c>.</param>
public sealed record CronSchedule(string Cron, string TimeZone) : Schedule
{
    public override string Kind => "cron";

    public override bool Recurs => true;
}

/// <summary>Due at <paramref name="StartAt"/> and every <paramref name="Every"/> of elapsed time after it.</summary>
/// <param name="Every">One second to ten years, whole seconds.</param>
/// <param name="StartAt">The first due instant; may lie in the past, then the rhythm goes on from it.</param>
public sealed record IntervalSchedule(TimeSpan Every, DateTimeOffset StartAt) : Schedule
{
    public override string Kind => "interval";

    public override bool Recurs => true;
}
