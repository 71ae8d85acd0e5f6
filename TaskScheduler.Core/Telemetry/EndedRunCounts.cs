using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Telemetry;

/// <summary>Counts runs that have ended, in whatever way: performed, skipped, missed, or lost with their program.</summary>
internal sealed class EndedRunCounts(SchedulerMeter meter) : IEndedRunsFollower
{
    public void Follow(WriteSession session, IReadOnlyList<EndedFigures> ended)
    {
        var counts = ended.GroupBy(run => (run.Type, run.State)).Select(runs => (runs.Key.Type, runs.Key.State, Count: runs.Sum(run => (long)run.Count))).ToList();
        session.AfterCommit(() => counts.ForEach(runs => meter.Ended(runs.Type, runs.State, runs.Count)));
    }
}
