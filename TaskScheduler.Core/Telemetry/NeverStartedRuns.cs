using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Telemetry;

/// <summary>Counts the runs that have ended without having started: those that did are counted where their outcome is written.</summary>
internal sealed class NeverStartedRuns(SchedulerMeter meter) : IEndedRunsFollower
{
    public void Follow(WriteSession session, IReadOnlyList<EndedFigures> ended)
    {
        var never = ended.Where(run => run.StartedAt is null).ToList();
        if (never.Count > 0)
            session.AfterCommit(() => never.ForEach(run => meter.NeverStarted(run.Type, run.State, run.Count)));
    }
}
