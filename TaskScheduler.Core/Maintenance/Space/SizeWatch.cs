using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Maintenance.Space;

/// <summary>Notes the size of the database hour by hour.</summary>
internal sealed class SizeWatch(SizeSamples samples, TimeProvider time, ILogger<SizeWatch> log) : BackgroundService
{
    private static readonly TimeSpan period = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await samples.TakeAsync(stoppingToken);
            }
            catch (Exception error)
            {
                // The seam of a chore: a day without a size is a gap in a line.
                MaintenanceLog.SampleFailed(log, error);
            }
        }
    }
}
