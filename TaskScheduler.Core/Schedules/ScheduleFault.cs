using TaskScheduler.Core.Schedules.Cron;

namespace TaskScheduler.Core.Schedules;

/// <summary>Whether a stored schedule can be evaluated: it was checked when it was written, perhaps by a machine that knew more time zones.</summary>
public static class ScheduleFault
{
    /// <summary>Why nobody can say when it is due, as a sentence; null when it can be said.</summary>
    public static string? Of(Schedule schedule)
    {
        if (schedule is not CronSchedule cron)
            return null;
        try
        {
            CronText.Parse(cron);
            return null;
        }
        catch (Exception error) when (error is TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            return $"This machine does not know the time zone {cron.TimeZone}.";
        }
        catch (FormatException)
        {
            return $"The cron expression {cron.Cron} is not understood.";
        }
    }
}
