using FsCheck;
using FsCheck.Fluent;
using TaskScheduler.Core.Forecasting;
using TaskScheduler.Core.Forecasting.Durations;
using TaskScheduler.Core.Forecasting.Model;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Forecasting;

/// <summary>Tasks for properties, with schedules that are due now and then within hours, and a count that looks at every single one.</summary>
internal static class GeneratedTasks
{
    private static readonly string[] types = ["http", "email", "report"];

    /// <summary>Few different schedules, so that many tasks share one.</summary>
    public static Gen<Schedule> ScheduleAround(DateTimeOffset now) => Gen.Frequency(
        (3, GeneratedSchedules.Cron.Select(Schedule (cron) => cron)),
        (3, Gen.Elements("* * * * *", "*/5 * * * *", "0 * * * *", "7 12-15 * * *", "* * * ? * *", "0/10 0/3 * ? * *", "30 45 13 * * ?").Zip(Gen.Elements("UTC", "Europe/Berlin", "Asia/Kathmandu"))
            .Select(Schedule (text) => new CronSchedule(text.Item1.Replace("? * *", "* * ?", StringComparison.Ordinal), text.Item2))),
        (2, Gen.Choose(1, 20_000).Zip(Gen.Choose(-40_000, 20_000)).Select(Schedule (pair) => new IntervalSchedule(TimeSpan.FromSeconds(pair.Item1), Whole(now).AddSeconds(pair.Item2)))),
        (2, Gen.Choose(-600, 12_000).Select(Schedule (seconds) => new OnceSchedule(Whole(now).AddSeconds(seconds)))),
        (1, Gen.Constant<Schedule>(new ImmediateSchedule())));

    public static Gen<PlannedTask> TaskAround(DateTimeOffset now) =>
        from number in Gen.Choose(1, 40)
        from schedule in ScheduleAround(now)
        from type in Gen.Elements(types)
        select new PlannedTask(IdOf(number), schedule, type, 1);

    public static Guid IdOf(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    public static DateTimeOffset Whole(DateTimeOffset instant) => DateTimeOffset.FromUnixTimeSeconds(instant.ToUnixTimeSeconds());

    /// <summary>The load of the next three hours, counted task by task and time by time.</summary>
    public static SortedDictionary<long, Load> Count(IEnumerable<PlannedTask> tasks, LearnedDurations durations, DateTimeOffset now)
    {
        var loads = new SortedDictionary<long, Load>();
        foreach (var task in tasks)
        {
            var compute = durations.OfTask(task.Id) ?? durations.OfType(task.Type);
            for (var next = Occurrences.Next(task.Schedule, now); next is { } due && due.ToUnixTimeSeconds() <= (now + Forecast.Ahead).ToUnixTimeSeconds(); next = Occurrences.Next(task.Schedule, due))
                loads[due.ToUnixTimeSeconds()] = loads.GetValueOrDefault(due.ToUnixTimeSeconds()) + new Load(1, compute);
        }

        return loads;
    }
}
