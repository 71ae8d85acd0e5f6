using System.Globalization;
using TaskScheduler.Benchmarks.Engine;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Benchmarks.Forecast;

/// <summary>Many tasks on few schedules, half of them by cron, half by interval, all of them due within the next hours.</summary>
internal static class SharedSchedules
{
    private const int SecondsInMinute = 60;
    private const int QuarterHour = 15;
    private const int SmallestInterval = 60;
    private const int IntervalStep = 7;

    private static readonly DateTimeOffset begun = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IEnumerable<TaskDraft> Drafts(int tasks, int schedules) => Enumerable.Range(0, tasks).Select(number => new TaskDraft
    {
        Title = $"Shared {number}",
        Type = NoOpTaskType.Key,
        Schedule = Schedule(number % schedules),
    });

    /// <summary>Each number gives another one.</summary>
    public static ScheduleDraft Schedule(int number) => number % 2 == 0
        ? new() { Kind = "cron", Cron = string.Create(CultureInfo.InvariantCulture, $"{number / 2 % SecondsInMinute} {number / 2 / SecondsInMinute % QuarterHour}/15 * * * ?"), TimeZone = "Europe/Berlin" }
        : new() { Kind = "interval", Every = string.Create(CultureInfo.InvariantCulture, $"PT{SmallestInterval + (number / 2 * IntervalStep)}S"), StartAt = IsoText.Of(begun) };
}
