using System.Globalization;
using TaskScheduler.Core.Schedules.Cron;

namespace TaskScheduler.Core.Schedules;

/// <summary>Turns what somebody wrote into a schedule, or says what is wrong with it.</summary>
public static class ScheduleReader
{
    /// <summary>Last year in which something can be scheduled.</summary>
    public const int LastYear = 2199;

    private static readonly TimeSpan longestInterval = TimeSpan.FromDays(3_650);

    /// <summary>Returns null exactly when it has added faults; their fields start with <c>schedule.</c>.</summary>
    /// <param name="now">A time in the past is refused for <c>once</c>.</param>
    public static Schedule? Read(ScheduleDraft draft, DateTimeOffset now, ICollection<Fault> faults)
    {
        switch (draft.Kind?.Trim().ToLowerInvariant())
        {
            case "immediate":
                return new ImmediateSchedule();
            case "once":
                return ReadOnce(draft, now, faults);
            case "cron":
                return ReadCron(draft, now, faults);
            case "interval":
                return ReadInterval(draft, now, faults);
            case "after":
                return ReadAfter(draft, faults);
            case null or "":
                faults.Add(new("schedule.kind", "Say what kind of schedule it is: immediate, once, cron, interval or after."));
                return null;
            default:
                faults.Add(new("schedule.kind", $"'{Shown(draft.Kind)}' is no kind of schedule; write immediate, once, cron, interval or after."));
                return null;
        }
    }

    // Whether there is such a task is for those who know the tasks.
    private static AfterSchedule? ReadAfter(ScheduleDraft draft, ICollection<Fault> faults)
    {
        var isTask = Guid.TryParse(draft.Task?.Trim(), out var task);
        if (!isTask)
            faults.Add(new("schedule.task", string.IsNullOrWhiteSpace(draft.Task) ? "Say after which task it is due." : $"'{Shown(draft.Task)}' is not the id of a task."));
        var on = AfterOutcome.Succeeded;
        var isOutcome = string.IsNullOrWhiteSpace(draft.On) || (!char.IsAsciiDigit(draft.On.Trim()[0]) && Enum.TryParse(draft.On.Trim(), ignoreCase: true, out on) && Enum.IsDefined(on));
        if (!isOutcome)
            faults.Add(new("schedule.on", $"'{Shown(draft.On!)}' is no way to end; write succeeded, failed or ended."));
        return isTask && isOutcome ? new(task, on) : null;
    }

    private static OnceSchedule? ReadOnce(ScheduleDraft draft, DateTimeOffset now, ICollection<Fault> faults)
    {
        if (ReadInstant("schedule.at", draft.At, "Say when, as 2026-12-01T09:00:00+01:00.", faults) is not { } at)
            return null;
        if (at > now)
            return new(at);
        faults.Add(new("schedule.at", $"{Said(at)} is in the past: it is {Utc(now)} now. Choose a later time."));
        return null;
    }

    private static CronSchedule? ReadCron(ScheduleDraft draft, DateTimeOffset now, ICollection<Fault> faults)
    {
        var zone = ReadZone(draft.TimeZone, faults);
        var cron = string.Join(' ', CronText.Fields(draft.Cron ?? ""));
        if (CronFault(cron) is { } fault)
        {
            faults.Add(new("schedule.cron", fault));
            return null;
        }
        if (zone is null)
            return null;
        try
        {
            if (CronText.Parse(cron, zone).GetNextValidTimeAfter(now) is not null)
                return new(cron, zone);
            faults.Add(new("schedule.cron", "This cron expression is never due again; check its days, months and years."));
        }
        catch (FormatException error)
        {
            faults.Add(new("schedule.cron", CronFaults.Of(error)));
        }
        return null;
    }

    private static string? CronFault(string cron) => cron.Length switch
    {
        0 => "Write a cron expression, for example '0 9 * * MON-FRI' for 09:00 on weekdays.",
        > CronText.MaxLength => $"A cron expression has at most {CronText.MaxLength} characters; this one has {cron.Length}.",
        _ => CronFaults.Find(cron),
    };

    private static string? ReadZone(string? text, ICollection<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(text))
            return ZoneNames.Default;
        var wanted = text.Trim();
        if (ZoneNames.TryRead(wanted, out var name))
            return name;
        var near = ZoneNames.Near(wanted);
        var advice = near.Count > 0 ? $"did you mean {English.List(near, "or")}?" : "write an IANA name such as Europe/Berlin or UTC.";
        faults.Add(new("schedule.timeZone", $"'{Shown(wanted)}' is not a known time zone; {advice}"));
        return null;
    }

    private static IntervalSchedule? ReadInterval(ScheduleDraft draft, DateTimeOffset now, ICollection<Fault> faults)
    {
        var every = ReadEvery(draft.Every, faults);
        if (!string.IsNullOrWhiteSpace(draft.StartAt))
        {
            var start = ReadInstant("schedule.startAt", draft.StartAt, "", faults);
            return every is not null && start is not null ? new(every.Value, start.Value) : null;
        }
        return every is { } span ? new(span, RoundedUp(now + span).ToUniversalTime()) : null;
    }

    private static TimeSpan? ReadEvery(string? text, ICollection<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(text))
            faults.Add(new("schedule.every", "Say how often, as PT90M for 90 minutes or P1D for one day."));
        else if (!IsoText.TryReadDuration(text.Trim(), out var every))
            faults.Add(new("schedule.every", $"'{Shown(text)}' is not understood; write an ISO 8601 duration of days, hours, minutes and seconds, as PT90M or P1DT12H."));
        else if (every < TimeSpan.FromSeconds(1) || every > longestInterval)
            faults.Add(new("schedule.every", $"It has to be between one second (PT1S) and {longestInterval.Days} days (P{longestInterval.Days}D)."));
        else if (every.Ticks % TimeSpan.TicksPerSecond != 0)
            faults.Add(new("schedule.every", "It has to be whole seconds; leave the fraction out."));
        else
            return every;
        return null;
    }

    private static DateTimeOffset? ReadInstant(string field, string? text, string whenAbsent, ICollection<Fault> faults)
    {
        var written = text?.Trim() ?? "";
        if (written.Length == 0)
            faults.Add(new(field, whenAbsent));
        else if (IsoText.LacksOffset(written))
            faults.Add(new(field, $"'{written}' does not say its offset from UTC; add it, as in {written}Z for UTC or {written}+01:00."));
        else if (!IsoText.TryReadInstant(written, out var instant))
            faults.Add(new(field, $"'{Shown(written)}' is not understood; write a date and time with offset, as 2026-12-01T09:00:00+01:00."));
        else if (instant.UtcDateTime.Year > LastYear || instant.Year > LastYear)
            faults.Add(new(field, $"{Said(instant)} is too far ahead; choose a time before the year {LastYear + 1}."));
        else
            return RoundedUp(instant);
        return null;
    }

    private static DateTimeOffset RoundedUp(DateTimeOffset instant)
    {
        var fraction = instant.Ticks % TimeSpan.TicksPerSecond;
        return fraction == 0 ? instant : instant.AddTicks(TimeSpan.TicksPerSecond - fraction);
    }

    private static string Said(DateTimeOffset instant) => $"{IsoText.Of(instant)} ({Utc(instant)})";

    private static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    private static string Shown(string text) => Excerpt.Of(text, 60);
}
