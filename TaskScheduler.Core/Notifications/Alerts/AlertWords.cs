using System.Globalization;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Notifications.Alerts;

/// <summary>Says rules and lengths of time for people.</summary>
public static class AlertWords
{
    /// <summary>What a rule looks for, as the beginning of a subject: <c>Failed</c>.</summary>
    public static string Of(AlertKind kind) => kind switch
    {
        AlertKind.Failed => "Failed",
        AlertKind.FailedInARow => "Failed several times in a row",
        AlertKind.DeadLetter => "Given up",
        AlertKind.Missed => "Missed",
        AlertKind.Late => "Started late",
        AlertKind.LongerThanUsual => "Runs longer than usual",
        AlertKind.MustFinishBy => "Not finished in time",
        _ => "No success for too long",
    };

    /// <summary>That it is over.</summary>
    public static string Over(AlertKind kind) => kind switch
    {
        AlertKind.Missed or AlertKind.Late => "On time again",
        AlertKind.LongerThanUsual => "As fast as usual again",
        _ => "Recovered",
    };

    /// <summary>What a rule looks for, with its limits: <c>3 runs in a row did not succeed</c>.</summary>
    public static string Of(AlertRule rule) => rule.Kind switch
    {
        AlertKind.Failed => "A run failed",
        AlertKind.FailedInARow => $"{rule.Limits.Count} runs in a row failed",
        AlertKind.DeadLetter => "A run was given up",
        AlertKind.Missed => "Runs were missed while the program was down",
        AlertKind.Late => "A run started more than 10 s late",
        AlertKind.LongerThanUsual => $"A run takes more than {rule.Limits.Percent} % of the usual time, and at least {Lasting(rule.Limits.AtLeast ?? TimeSpan.Zero)}",
        AlertKind.MustFinishBy when rule.Limits.By is { } by => $"A run is not finished by {by.ToString("HH:mm", CultureInfo.InvariantCulture)}",
        AlertKind.MustFinishBy => $"A run is not finished {Lasting(rule.Limits.Within ?? TimeSpan.Zero)} after it was due",
        _ => $"No run succeeded for {Lasting(rule.Limits.Since ?? TimeSpan.Zero)}",
    };

    /// <summary>The tasks that a rule looks at.</summary>
    /// <param name="title">Of its task; null when it looks at none by itself, or that one is gone.</param>
    public static string Scope(AlertRule rule, string? title) => rule.Scope switch
    {
        AlertScope.Tag => $"tasks with the tag {rule.Tag}",
        AlertScope.Task => title ?? "a task that was deleted",
        _ => "all tasks",
    };

    /// <summary>A length of time in its two largest units, as <c>2 h 5 min</c>.</summary>
    public static string Lasting(TimeSpan length)
    {
        var whole = TimeSpan.FromSeconds(Math.Floor(length.TotalSeconds));
        (int Number, string Unit)[] parts = [(whole.Days, whole.Days == 1 ? "day" : "days"), (whole.Hours, "h"), (whole.Minutes, "min"), (whole.Seconds, "s")];
        var said = parts.SkipWhile(part => part.Number == 0).Take(2).Where(part => part.Number > 0).Select(part => $"{part.Number} {part.Unit}").ToList();
        return said.Count == 0 ? "0 s" : string.Join(' ', said);
    }

    /// <summary>An instant on the clock of a zone, with the zone.</summary>
    public static string At(DateTimeOffset instant, TimeZoneInfo zone) =>
        string.Create(CultureInfo.InvariantCulture, $"{TimeZoneInfo.ConvertTime(instant, zone):ddd d MMM yyyy, HH:mm} ({zone.Id})");

    /// <summary>The zone of a task's schedule; UTC when it has none, or one that is not known here.</summary>
    internal static TimeZoneInfo ZoneOf(Schedule schedule) =>
        schedule is CronSchedule cron && ScheduleFault.Of(cron) is null ? ZoneNames.Find(cron.TimeZone) : TimeZoneInfo.Utc;
}
