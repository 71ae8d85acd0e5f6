using Microsoft.Extensions.Logging;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Notifications.Alerts.Incidents;

/// <summary>Looks every few seconds for what time alone brings about: runs that take too long, and tasks that should have finished or succeeded by now.</summary>
internal sealed class AlertWatch(IWriteGate gate, LongRuns longRuns, OverdueTasks overdue, IncidentBook book, TimeProvider time, ILogger<AlertWatch> log) : RegularWatch(Period, time)
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    protected override async Task LookAsync(CancellationToken cancellationToken)
    {
        List<(AlertRule Rule, Finding Finding)> found = [.. await longRuns.FindAsync(cancellationToken), .. await overdue.FindAsync(cancellationToken)];
        if (found.Count > 0)
            await gate.WriteAsync(session => Task.FromResult(Note(session, found)));
    }

    // What is not found now is found a moment later.
    protected override void Failed(Exception error) => AlertsLog.NotLooked(log, error);

    private int Note(WriteSession session, List<(AlertRule Rule, Finding Finding)> found)
    {
        foreach (var (rule, finding) in found)
            book.FoundOnce(session, rule, finding);
        return found.Count;
    }
}
