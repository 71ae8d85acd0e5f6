using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TaskScheduler.Core.Maintenance.Pacing;

namespace TaskScheduler.Core.Metrics.Journal;

/// <summary>
/// Has the journal taken up each second, or a second later when nothing was noted before: ten thousand runs that are due at one
/// instant have ended by then, and are not held up. What is noted after it stops waits for the next start.
/// </summary>
internal sealed class RollWatch(JournalRoller roller, QuietPace pace, TimeProvider time, ILogger<RollWatch> log) : BackgroundService
{
    private static readonly TimeSpan period = TimeSpan.FromSeconds(1);

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
                await RollAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // The seam of a chore: what is noted stays noted until its next turn.
                MetricsLog.RollFailed(log, error);
            }
        }
    }

    private Task<int> RollAsync(CancellationToken stoppingToken)
    {
        var begun = pace.Now;
        return roller.RollAsync(async () =>
        {
            await pace.RestAsync(pace.Since(begun), stoppingToken);
            begun = pace.Now;
        });
    }
}
