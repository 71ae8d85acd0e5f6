using System.Globalization;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Schedules.Cron;

namespace TaskScheduler.Core.Forecasting.Spreading;

/// <summary>Makes schedules that are due some minutes earlier or later.</summary>
internal static class ScheduleShift
{
    private const int MinutesInHour = 60;
    private const int HoursInDay = 24;
    private const int CrontabFields = 5;

    /// <summary>Why a schedule can't be shifted, as a sentence; null when it can.</summary>
    public static string? FaultOf(Schedule schedule) => schedule switch
    {
        ImmediateSchedule => "It was due at once, when it was created.",
        AfterSchedule => "It is due after another task. Move that one.",
        CronSchedule cron => ScheduleFault.Of(cron) ?? (Fields(cron) is { Seconds.Single: not null, Minutes.Single: not null }
            ? null
            : "Its cron expression has no single minute and second that could be shifted. Edit its schedule."),
        _ => null,
    };

    /// <summary>The schedule that is due so many minutes later each time, or earlier when they are negative; null when there is none that says so.</summary>
    /// <remarks>None of its runs lies between now and the first one of the old schedule, shifted: a task that has just run must not run again because of it.</remarks>
    public static Schedule? By(Schedule schedule, int minutes, DateTimeOffset now)
    {
        if (Occurrences.Next(schedule, now) is not { } next || next.AddMinutes(minutes) <= now)
            return null;
        var shifted = schedule switch
        {
            OnceSchedule once => new OnceSchedule(once.At.AddMinutes(minutes)),
            IntervalSchedule interval => interval.Every > TimeSpan.FromMinutes(Math.Abs(minutes)) ? interval with { StartAt = next.AddMinutes(minutes) } : null,
            CronSchedule cron => Shifted(cron, minutes),
            _ => (Schedule?)null,
        };
        // Where clocks are changed, or the shift would lead over midnight, the two do not go together.
        return shifted is not null && Occurrences.Next(shifted, now) == next.AddMinutes(minutes) ? shifted : null;
    }

    private static CronSchedule? Shifted(CronSchedule cron, int minutes)
    {
        if (FaultOf(cron) is not null || Fields(cron) is not { } fields)
            return null;
        var minute = fields.Minutes.Single!.Value + minutes;
        var carried = (int)Math.Floor((double)minute / MinutesInHour);
        if (carried != 0 && (fields.Hours.Single is not { } hour || hour + carried is < 0 or >= HoursInDay))
            return null;
        var texts = CronText.Fields(cron.Cron);
        // A word such as @daily stands for all fields.
        if (texts.Length < CrontabFields)
            texts = CronText.Fields(CronText.Parse(cron).CronExpressionString);
        var at = texts.Length == CrontabFields ? 0 : 1;
        texts[at] = Text(minute - (carried * MinutesInHour));
        if (carried != 0)
            texts[at + 1] = Text(fields.Hours.Single!.Value + carried);
        return cron with { Cron = string.Join(' ', texts) };
    }

    private static CronFields? Fields(CronSchedule cron) => CronFields.TryRead(CronText.Parse(cron).CronExpressionString, out var fields) ? fields : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
