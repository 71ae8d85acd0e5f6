using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Metrics.Journal;

/// <summary>Counts, after the first start of this version, the runs that had ended before.</summary>
internal sealed class HistoryWatch(HistoryCount history, TimeProvider time, ILogger<HistoryWatch> log) : BackgroundService
{
    private static readonly TimeSpan pauseAfterFault = TimeSpan.FromSeconds(10);

    // Runs come first: this takes no more than a third of the writer.
    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!history.IsDone)
        {
            try
            {
                if (await history.CountAsync(() => Task.Delay(pause, time, stoppingToken)) is var counted and > 0)
                    MetricsLog.HistoryCounted(log, counted);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // The seam of a chore: it goes on from where it was.
                MetricsLog.HistoryFailed(log, error);
                await Task.Delay(pauseAfterFault, time, stoppingToken);
            }
        }
    }
}
