using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Metrics.Journal;

/// <summary>Has the journal taken up each second. What is noted after it stops waits for the next start.</summary>
internal sealed class RollWatch(JournalRoller roller, TimeProvider time, ILogger<RollWatch> log) : BackgroundService
{
    private static readonly TimeSpan period = TimeSpan.FromSeconds(1);

    // Other writers get at least as much of the time as this one.
    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(period, time, stoppingToken);
            try
            {
                await roller.RollAsync(() => Task.Delay(pause, time, stoppingToken));
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // The seam of a chore: what is noted stays noted until its next turn.
                MetricsLog.RollFailed(log, error);
            }
        }
    }
}
