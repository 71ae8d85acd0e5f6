using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TaskScheduler.Core.Notifications.Alerts.Incidents;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs.Retries;

namespace TaskScheduler.Core.Notifications.Alerts.Told;

/// <summary>Has people told of incidents: a few seconds after they begin, when they are to be told again, and when they are over.</summary>
internal sealed class IncidentTeller(IWriteGate gate, IncidentPost post, IncidentBook book, TimeProvider time, ILogger<IncidentTeller> log) : BackgroundService
{
    private static readonly TimeSpan pauseAfterFault = TimeSpan.FromSeconds(5);

    private readonly RetryAlarm alarm = new(time);
    private IDisposable? listening;

    // What an earlier program left untold is told first.
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        listening = book.Changes.Listen(() => alarm.SetFor(time.GetUtcNow() + IncidentPost.Window));
        alarm.SetFor(time.GetUtcNow());
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        listening?.Dispose();
        alarm.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await alarm.RingsAsync(stoppingToken);
            await TellAsync();
        }
    }

    private async Task TellAsync()
    {
        try
        {
            // First: what is found from here on sets it again.
            alarm.Clear();
            if (await gate.WriteAsync(post.TellAsync) is { } next)
                alarm.SetFor(next);
        }
        catch (Exception error)
        {
            // The seam to the disk: neither the messages nor the note that they were put are there, so it is done again.
            AlertsLog.NotTold(log, error);
            alarm.SetFor(time.GetUtcNow() + pauseAfterFault);
        }
    }
}
