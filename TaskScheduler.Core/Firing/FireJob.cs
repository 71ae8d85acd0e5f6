using Quartz;
using Quartz.Extensibility;
using TaskScheduler.Core.Runs;

namespace TaskScheduler.Core.Firing;

/// <summary>The one job of the clock: hands a due occurrence on. The trigger's name is the task's id.</summary>
internal sealed class FireJob(DueIntake intake) : IJob, IJobFactory
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await intake.PostAsync(new DueOccurrence(
            Guid.ParseExact(context.Trigger.Key.Name, "N"),
            context.ScheduledFireTimeUtc ?? context.FireTimeUtc,
            context.NextFireTimeUtc));

    // It keeps no state, so one instance serves every fire.
    public ValueTask<JobScope> CreateJob(TriggerFiredBundle bundle, IScheduler scheduler, CancellationToken cancellationToken = default) =>
        new(new JobScope(this, null));

    public ValueTask ReturnJob(JobScope scope, CancellationToken cancellationToken = default) => default;
}
