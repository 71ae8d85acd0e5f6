using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Notifications.Alerts.Incidents;

/// <summary>Looks every few seconds for what time alone brings about: runs that take too long, and tasks that should have finished or succeeded by now.</summary>
internal sealed class AlertWatch(IWriteGate gate, LongRuns longRuns, OverdueTasks overdue, IncidentBook book, TimeProvider time, ILogger<AlertWatch> log) : BackgroundService
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private PeriodicTimer? timer;

    // Before anything else starts: a timer that is made later would miss what passes until then.
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        timer = new PeriodicTimer(Period, time);
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        timer?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await timer!.WaitForNextTickAsync(stoppingToken))
            await LookAsync(stoppingToken);
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            List<(AlertRule Rule, Finding Finding)> found = [.. await longRuns.FindAsync(cancellationToken), .. await overdue.FindAsync(cancellationToken)];
            if (found.Count > 0)
                await gate.WriteAsync(session => Task.FromResult(Note(session, found)));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The seam to the disk: what is not found now is found a moment later.
            AlertsLog.NotLooked(log, error);
        }
    }

    private int Note(WriteSession session, List<(AlertRule Rule, Finding Finding)> found)
    {
        foreach (var (rule, finding) in found)
            book.FoundOnce(session, rule, finding);
        return found.Count;
    }
}
