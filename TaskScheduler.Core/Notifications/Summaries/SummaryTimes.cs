using TaskScheduler.Core.Notifications.People;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Notifications.Summaries;

/// <summary>When somebody's summaries are due.</summary>
internal static class SummaryTimes
{
    /// <summary>How many are made up for after a long time in which nothing ran; older ones would tell nobody anything.</summary>
    public const int MostMadeUp = 7;

    private const DayOfWeek WeeklyOn = DayOfWeek.Monday;

    /// <summary>The days on which one was due after <paramref name="until"/>, up to now, with the instant: the earliest first.</summary>
    public static IReadOnlyList<(DateOnly Day, DateTimeOffset At)> Due(NotifySettings settings, DateTimeOffset until, DateTimeOffset now)
    {
        var due = new List<(DateOnly Day, DateTimeOffset At)>();
        var zone = settings.Zone;
        for (var day = WallClock.DayOf(now, zone); due.Count < MostMadeUp; day = day.AddDays(-1))
        {
            var at = WallClock.First(day, settings.SummaryAt, zone);
            if (at <= until)
                break;
            if (at <= now && (settings.Summary == SummaryChoice.Daily || day.DayOfWeek == WeeklyOn))
                due.Insert(0, (day, at));
        }

        return due;
    }
}
