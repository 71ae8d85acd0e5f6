using System.Globalization;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Benchmarks.Stored;

/// <summary>Many tasks of which none is due within hours: half of them by cron in three time zones, half by interval.</summary>
internal static class StoredTasks
{
    private const int HoursAhead = 3;
    private static readonly string[] zones = ["UTC", "Europe/Berlin", "America/New_York"];

    public static IEnumerable<TaskDraft> Drafts(int count)
    {
        var now = TimeProvider.System.GetUtcNow();
        return Enumerable.Range(0, count).Select(number => Draft($"Stored {number}", number % 2 == 0 ? Daily(number / 2, now) : Interval(number / 2, now)));
    }

    public static TaskDraft Once(int number, DateTimeOffset at) => Draft($"Soon {number}", new ScheduleDraft { Kind = "once", At = IsoText.Of(at) });

    /// <summary>Each day at a minute that is at least hours away in the zone it is meant for.</summary>
    public static (string Cron, string Zone) DailyCron(int number, DateTimeOffset now)
    {
        var zone = zones[number % zones.Length];
        var hour = TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(zone)).Hour;
        return ($"0 {number % 60} {(hour + HoursAhead + (number % 17)) % 24} * * ?", zone);
    }

    public static (TimeSpan Every, DateTimeOffset StartAt) IntervalFrom(int number, DateTimeOffset now) =>
        (TimeSpan.FromHours(6 + (number % 18)), DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()).AddHours(HoursAhead).AddSeconds(number % 3_600));

    private static ScheduleDraft Daily(int number, DateTimeOffset now)
    {
        var (cron, zone) = DailyCron(number, now);
        return new() { Kind = "cron", Cron = cron, TimeZone = zone };
    }

    private static ScheduleDraft Interval(int number, DateTimeOffset now)
    {
        var (every, startAt) = IntervalFrom(number, now);
        return new() { Kind = "interval", Every = string.Create(CultureInfo.InvariantCulture, $"PT{every.TotalHours:0}H"), StartAt = IsoText.Of(startAt) };
    }

    private static TaskDraft Draft(string title, ScheduleDraft schedule) => new()
    {
        Title = title,
        Description = "One of many, to measure what storing it costs.",
        Type = "notification",
        UserEmail = "somebody@example.org",
        Tags = ["stored"],
        Schedule = schedule,
    };
}
