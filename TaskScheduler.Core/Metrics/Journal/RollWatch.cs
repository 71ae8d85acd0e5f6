using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Metrics.Journal;

/// <summary>
/// Has the journal taken up each second, or a second later when nothing was noted before: ten thousand runs that are due at one
/// instant have ended by then, and are not held up. What is noted after it stops waits for the next start.
/// </summary>
internal sealed class RollWatch(JournalRoller roller, TimeProvider time, ILogger<RollWatch> log) : BackgroundService
{
    private static readonly TimeSpan period = TimeSpan.FromSeconds(1);

    // Other writers get at least as much of the time as this one.
    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isEmpty = false;
        while (true)
        {
            await Task.Delay(period, time, stoppingToken);
            try
            {
                (var wasEmpty, isEmpty) = (isEmpty, await roller.IsEmptyAsync());
                if (isEmpty || wasEmpty)
                    continue;
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
