using Quartz;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Schedules.Cron;

namespace TaskScheduler.Core.Firing;

/// <summary>Says a task's schedule as a Quartz trigger.</summary>
internal static class TaskTriggers
{
    // Triggers of one job are kept together by Quartz; spread over many jobs, taking one out stays cheap.
    private const int JobCount = 64;

    public static IReadOnlyList<IJobDetail> Jobs { get; } =
        [.. Enumerable.Range(0, JobCount).Select(number => JobBuilder.Create<FireJob>().WithIdentity($"fire-{number}").StoreDurably().Build())];

    public static TriggerKey KeyOf(Guid taskId) => new(taskId.ToString("N"));

    public static IJobDetail JobOf(Guid taskId) => Jobs[taskId.ToByteArray()[15] % JobCount];

    /// <param name="nextDueAt">The first due instant of the trigger, one of the schedule's.</param>
    public static ITrigger Create(Guid taskId, Schedule schedule, DateTimeOffset nextDueAt, TimeProvider time)
    {
        var trigger = TriggerBuilder.Create(time).WithIdentity(KeyOf(taskId)).ForJob(JobOf(taskId)).StartAt(nextDueAt.ToUniversalTime());
        return schedule switch
        {
            // Late occurrences are never Quartz's to drop: each is handed on, and the ledger decides what becomes of it.
            CronSchedule cron => trigger.WithSchedule(CronScheduleBuilder.Create(CronText.Parse(cron)).WithMisfireInstruction(CronTriggerMisfireInstruction.IgnoreMisfires)).Build(),
            IntervalSchedule interval => trigger.WithSchedule(SimpleScheduleBuilder.Create().WithInterval(interval.Every).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires)).Build(),
            _ => trigger.WithSchedule(SimpleScheduleBuilder.Create().WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires)).Build(),
        };
    }
}
