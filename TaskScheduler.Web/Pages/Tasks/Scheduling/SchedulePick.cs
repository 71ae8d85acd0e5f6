using System.Globalization;
using TaskScheduler.Core;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Web.Parts.Moments;

namespace TaskScheduler.Web.Pages.Tasks.Scheduling;

public enum ScheduleMode
{
    Immediately,
    Once,
    Every,
    Daily,
    Weekly,
    Monthly,
    Cron,
    After,
}

/// <summary>A schedule while somebody picks it. What was picked in one mode is kept when they look at another.</summary>
public sealed class SchedulePick
{
    public static readonly IReadOnlyList<(string Unit, TimeSpan Length)> Units =
    [
        ("seconds", TimeSpan.FromSeconds(1)), ("minutes", TimeSpan.FromMinutes(1)), ("hours", TimeSpan.FromHours(1)), ("days", TimeSpan.FromDays(1)),
    ];

    private ScheduleDraft? original;
    private ScheduleDraft? asLoaded;

    public ScheduleMode Mode { get; set; } = ScheduleMode.Once;

    /// <summary>IANA name as it was typed.</summary>
    public string Zone { get; set; } = "UTC";

    public string Date { get; set; } = "";

    public string Time { get; set; } = "";

    /// <summary>Time of day for daily, weekly and monthly.</summary>
    public string TimeOfDay { get; set; } = "09:00";

    public string Count { get; set; } = "15";

    public string Unit { get; set; } = "minutes";

    /// <summary>Whether an interval starts at <see cref="Date"/> and <see cref="Time"/>, rather than one interval from now.</summary>
    public bool StartsAt { get; set; }

    public ISet<DayOfWeek> Days { get; } = new HashSet<DayOfWeek> { DayOfWeek.Monday };

    public string MonthDay { get; set; } = "1";

    public string Cron { get; set; } = "";

    /// <summary>The task after which it is due; null while none is chosen.</summary>
    public Guid? ParentId { get; set; }

    /// <summary>Its title; null when it was deleted, or none is chosen.</summary>
    public string? ParentTitle { get; set; }

    /// <summary>How a run of it has to end: <c>succeeded</c>, <c>failed</c> or <c>ended</c>.</summary>
    public string On { get; set; } = "succeeded";

    public TimeZoneInfo? FoundZone => TimeZoneInfo.TryFindSystemTimeZoneById(Zone.Trim(), out var zone) ? zone : null;

    /// <summary>What a new task starts with: once, at the next full hour that is at least half an hour away.</summary>
    public static SchedulePick New(DateTimeOffset now, TimeZoneInfo zone)
    {
        var later = TimeZoneInfo.ConvertTime(now, zone).AddMinutes(90);
        later = later.AddMinutes(-later.Minute).AddSeconds(-later.Second);
        return new() { Zone = zone.Id, Date = LocalTimes.DateOf(later, zone), Time = later.ToString("HH:00", CultureInfo.InvariantCulture) };
    }

    /// <summary>The simplest mode that can say the schedule.</summary>
    public static SchedulePick Of(Schedule schedule, DateTimeOffset now, TimeZoneInfo viewer)
    {
        var pick = New(now, viewer);
        pick.Read(schedule, viewer);
        pick.original = ScheduleDraft.Of(schedule);
        pick.asLoaded = pick.Written([]);
        return pick;
    }

    /// <summary>Picks another schedule, as somebody could have done by hand.</summary>
    public void Choose(Schedule schedule, TimeZoneInfo viewer) => Read(schedule, FoundZone ?? viewer);

    /// <summary>Adds a fault for what can be seen only here, such as an hour that the clocks leave out.</summary>
    public ScheduleDraft ToDraft(ICollection<Fault> faults)
    {
        var written = Written(faults);
        // Letter for letter what was loaded: only then is the schedule left alone, with what is planned by it.
        return original is not null && written == asLoaded ? original : written;
    }

    private ScheduleDraft Written(ICollection<Fault> faults) => Mode switch
    {
        ScheduleMode.Immediately => new() { Kind = "immediate" },
        ScheduleMode.Once => new() { Kind = "once", At = Moment("schedule.at", faults) },
        ScheduleMode.Every => new() { Kind = "interval", Every = Interval(faults), StartAt = StartsAt ? Moment("schedule.startAt", faults) : null },
        ScheduleMode.After => new() { Kind = "after", Task = ParentId?.ToString(), On = On },
        ScheduleMode.Cron => new() { Kind = "cron", Cron = Cron.Trim(), TimeZone = Zone.Trim() },
        _ => new() { Kind = "cron", Cron = Pattern(faults)?.ToCron(), TimeZone = Zone.Trim() },
    };

    private void Read(Schedule schedule, TimeZoneInfo zone)
    {
        switch (schedule)
        {
            case OnceSchedule once:
                Mode = ScheduleMode.Once;
                ReadMoment(once.At, zone);
                break;
            case IntervalSchedule interval:
                ReadInterval(interval, zone);
                break;
            case CronSchedule cron:
                ReadCron(cron);
                break;
            case AfterSchedule after:
                (Mode, ParentId, On) = (ScheduleMode.After, after.TaskId, after.On.ToString().ToLowerInvariant());
                break;
            default:
                Mode = ScheduleMode.Immediately;
                break;
        }
    }

    private void ReadMoment(DateTimeOffset at, TimeZoneInfo zone)
    {
        Date = LocalTimes.DateOf(at, zone);
        Time = LocalTimes.TimeOf(at, zone);
    }

    private void ReadInterval(IntervalSchedule interval, TimeZoneInfo viewer)
    {
        Mode = ScheduleMode.Every;
        StartsAt = true;
        ReadMoment(interval.StartAt, viewer);
        var (unit, length) = Units.Last(unit => interval.Every.Ticks % unit.Length.Ticks == 0);
        Unit = unit;
        Count = (interval.Every.Ticks / length.Ticks).ToString(CultureInfo.InvariantCulture);
    }

    private void ReadCron(CronSchedule schedule)
    {
        Zone = schedule.TimeZone;
        Cron = schedule.Cron;
        if (CronPattern.Of(schedule.Cron) is not { } pattern)
        {
            Mode = ScheduleMode.Cron;
            return;
        }

        Mode = pattern switch
        {
            { MonthDay: not null } => ScheduleMode.Monthly,
            { Days.Count: > 0 } => ScheduleMode.Weekly,
            _ => ScheduleMode.Daily,
        };
        TimeOfDay = pattern.Time.ToString("HH:mm", CultureInfo.InvariantCulture);
        MonthDay = pattern.MonthDay ?? MonthDay;
        if (pattern.Days.Count > 0)
            Days.Clear();
        Days.UnionWith(pattern.Days);
    }

    private string? Moment(string field, ICollection<Fault> faults)
    {
        if (FoundZone is not { } zone)
        {
            faults.Add(new("schedule.timeZone", "Choose a time zone from the list, such as Europe/Berlin."));
            return null;
        }
        if (LocalTimes.Read(Date, Time, zone, out var fault) is { } at)
            return IsoText.Of(at);
        faults.Add(new(field, fault!));
        return null;
    }

    private string? Interval(ICollection<Fault> faults)
    {
        var length = Units.First(unit => unit.Unit == Unit).Length;
        if (int.TryParse(Count, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 && count <= TimeSpan.MaxValue / length)
            return IsoText.Of(length * count);
        faults.Add(new("schedule.every", "Enter a whole number of at least 1."));
        return null;
    }

    private CronPattern? Pattern(ICollection<Fault> faults)
    {
        if (!TimeOnly.TryParse(TimeOfDay, CultureInfo.InvariantCulture, out var time))
            faults.Add(new("schedule.cron", "Choose a time of day."));
        else if (Mode == ScheduleMode.Weekly && Days.Count == 0)
            faults.Add(new("schedule.cron", "Choose at least one day of the week."));
        else
            return new(time, Mode == ScheduleMode.Weekly ? [.. Days] : [], Mode == ScheduleMode.Monthly ? MonthDay : null);
        return null;
    }
}
