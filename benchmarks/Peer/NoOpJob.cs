using Quartz;
using Quartz.Extensibility;

namespace TaskScheduler.Benchmarks.Peer;

/// <summary>Does nothing but note that it was started. One instance serves all, which is the least work for Quartz.</summary>
internal sealed class NoOpJob(Starts starts) : IJob, IJobFactory
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        starts.Note(context.ScheduledFireTimeUtc ?? context.FireTimeUtc);
        return default;
    }

    public ValueTask<JobScope> CreateJob(TriggerFiredBundle bundle, IScheduler scheduler, CancellationToken cancellationToken = default) =>
        new(new JobScope(this, null));

    public ValueTask ReturnJob(JobScope scope, CancellationToken cancellationToken = default) => default;
}
