using TaskScheduler.Core.Notifications.Feeds;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Tests.Notifications.Feeds;

public sealed class ComingOccurrencesTests
{
    private static readonly DateTimeOffset noon = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_nearest_of_all_tasks_come_first()
    {
        var daily = TaskOf("daily", "0 9 * * *");
        var hourly = TaskOf("hourly", "30 */8 * * *");

        var coming = ComingOccurrences.Nearest([daily, hourly], noon.AddDays(60), 5);

        Assert.Equal([("hourly", "01 16:30"), ("hourly", "02 00:30"), ("hourly", "02 08:30"), ("daily", "02 09:00"), ("hourly", "02 16:30")], coming.Select(Said));
    }

    [Fact]
    public void Nothing_comes_after_the_end()
    {
        var coming = ComingOccurrences.Nearest([TaskOf("daily", "0 9 * * *")], noon.AddDays(3), 1_000);

        Assert.Equal(["02 09:00", "03 09:00", "04 09:00"], coming.Select(one => Said(one).At));
    }

    [Fact]
    public void Of_a_task_that_is_due_more_often_than_hourly_the_first_of_each_day_are_shown()
    {
        var coming = ComingOccurrences.Nearest([TaskOf("often", "*/15 * * * *")], noon.AddDays(2), 1_000).ToList();

        Assert.Equal(["01 12:15", "01 12:30", "01 12:45", "02 00:00", "02 00:15", "02 00:30", "03 00:00", "03 00:15", "03 00:30"], coming.Select(one => Said(one).At));
        Assert.All(coming, one => Assert.True(one.Frequent));
    }

    [Fact]
    public void Every_hour_is_not_more_often_than_hourly() =>
        Assert.Equal(24, ComingOccurrences.Nearest([TaskOf("hourly", "0 * * * *")], noon.AddDays(1), 1_000).Count());

    [Fact]
    public void A_task_that_is_due_once_comes_once() =>
        Assert.Single(ComingOccurrences.Nearest([new(Guid.NewGuid(), "once", "", new OnceSchedule(noon.AddHours(1)), noon.AddHours(1), noon)], noon.AddDays(1), 10));

    private static ComingTask TaskOf(string title, string cron)
    {
        var schedule = new CronSchedule(cron, "UTC");
        return new(Guid.NewGuid(), title, "", schedule, Occurrences.Next(schedule, noon)!.Value, noon);
    }

    private static (string Title, string At) Said(Coming coming) => (coming.Task.Title, coming.Due.ToString("dd HH:mm", System.Globalization.CultureInfo.InvariantCulture));
}
